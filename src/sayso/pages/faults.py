"""What a damaged or hostile input raises while it is read: the errors of the libraries that unpack it."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
import zlib


class Unsafe(Exception):
    """An input asks for more than the settings allow, or would leave its archive."""


class Damaged(Exception):
    """An input that breaks off or contradicts itself, found so by sayso."""


BROKEN = (EOFError, zlib.error, gzip.BadGzipFile, tarfile.TarError, zipfile.BadZipFile, Damaged)
