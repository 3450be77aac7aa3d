"""trafilatura by itself on the pages of build/scores/articles-aeb-html, scored as sayso is: the peer of HTML cutting.

python bench/scores.py articles-aeb-html && python bench/trafilatura_alone.py
"""

from __future__ import annotations

import json
import subprocess
import sys

import trafilatura

import scores

TASK = "articles-aeb-html"


def main() -> None:
    build = scores.BUILD / TASK
    predicted = build / "trafilatura.jsonl"
    with predicted.open("w", encoding="utf-8") as out:
        for page in sorted((build / "pages").iterdir()):
            text = trafilatura.extract(page.read_bytes())
            if text:
                print(json.dumps({"path": str(page), "ordinal": 0, "text": text}), file=out)
    task = next(task for task in scores.TASKS if task.name == TASK)
    subprocess.run([sys.executable, str(task.scorer), *task.score, "--pred", str(predicted)], check=True)


if __name__ == "__main__":
    main()
