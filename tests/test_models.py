"""Loading the models leaves the process as it was."""

import subprocess
import sys

CODE = """
import logging
from sayso.models import load_vectors
load_vectors()
logging.getLogger("httpx").info("HTTP Request: GET https://wire.example/")
"""


def test_loading_the_vectors_makes_no_library_talkative():
    """In a process of its own: what is loaded already would not be loaded again."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stderr == ""
