"""The network that `sayso.articles.parts` runs, in torch, for fitting; the names of its weights are those of the file.

What is given to it is blurred (noise, dropout, words left out), for a few stories stand on many composed pages and a
network would rather know them by heart: without it, boundary F1 on stories not seen fell from 91 to 84.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from sayso.articles.parts import FIRST, Part

UNITS = 48
WORD_UNITS = 8
DILATIONS = (1, 2, 4, 8)  # `parts._Net.convolved` doubles likewise
NOISE, BLIND, DROPPED, WORDLESS = 0.2, 0.2, 0.25, 0.3


class Convolution(nn.Module):
    """A block with those `reach` above and below it."""

    def __init__(self, units: int, reach: int) -> None:
        super().__init__()
        self.l = nn.Linear(3 * units, units)
        self.reach = reach

    def forward(self, h: Tensor) -> Tensor:
        padded = functional.pad(h, (0, 0, self.reach, self.reach))
        return self.l(torch.cat([padded[:, : -2 * self.reach], h, padded[:, 2 * self.reach :]], 2))


class Network(nn.Module):
    def __init__(self, wide: int, words: int) -> None:
        super().__init__()
        self.ef = nn.Embedding(words + 1, WORD_UNITS, padding_idx=0)
        self.el = nn.Embedding(words + 1, WORD_UNITS, padding_idx=0)
        for table in (self.ef, self.el):
            nn.init.zeros_(table.weight)
        self.inp = nn.Linear(wide + 2 * WORD_UNITS, UNITS)
        self.convs = nn.ModuleList([Convolution(UNITS, reach) for reach in DILATIONS])
        self.page = nn.Linear(2 * UNITS, UNITS)
        self.convs2 = nn.ModuleList([Convolution(UNITS, reach) for reach in DILATIONS])
        self.out = nn.Linear(UNITS, len(Part))

    def forward(self, rows: Tensor, ids: Tensor, mask: Tensor) -> Tensor:
        """Log odds of each part: pages x blocks x parts. `mask` is 0 behind a page's last block."""
        first, last = self.ef(ids[:, :, :FIRST]).sum(2), self.el(ids[:, :, FIRST:]).sum(2)
        if self.training:
            kept = (torch.rand(first.shape[:2]) > WORDLESS).float()[:, :, None]
            first, last = first * kept, last * kept
            rows = functional.dropout(rows + NOISE * torch.randn_like(rows), BLIND)
        shown = mask[:, :, None]
        h = functional.relu(self.inp(torch.cat([rows, first, last], 2))) * shown
        h = self._convolved(self.convs, h, shown)
        mean, peak = h.sum(1) / shown.sum(1), (h - 1e4 * (1 - shown)).amax(1)
        h = (h + functional.relu(self.page(torch.cat([mean, peak], 1)))[:, None, :]) * shown
        return self.out(self._convolved(self.convs2, h, shown))

    def _convolved(self, convolutions: nn.ModuleList, h: Tensor, shown: Tensor) -> Tensor:
        for convolution in convolutions:
            h = (h + functional.dropout(functional.relu(convolution(h)), DROPPED, self.training)) * shown
        return h
