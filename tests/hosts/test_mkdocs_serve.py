"""`mkdocs serve` shows notes as well, and follows them by building everything anew."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0


def get(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.read().decode()
    except OSError:
        return ""


def wait_for(address: str, text: str) -> str:
    end = time.monotonic() + PATIENCE
    while text not in (page := get(address)):
        assert time.monotonic() < end, page
        time.sleep(0.1)
    return page


def test_mkdocs_serve_follows_notes(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    note = tmp_path / "docs/노트.md"
    note.write_text("# 노트\n\n처음 글\n", encoding="utf-8")
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: x\ntheme: material\nplugins: [kb]\n", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-W", "ignore", "-m", "mkdocs", "serve", "-f", str(config)]
    server = subprocess.Popen(
        [*command, "-a", f"127.0.0.1:{port}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "en", "NO_MKDOCS_2_WARNING": "1"},
    )
    try:
        address = f"http://127.0.0.1:{port}/%EB%85%B8%ED%8A%B8/"
        first = wait_for(address, "처음 글")
        assert "kb:live" not in first
        assert re.search(r"assets/kb/kb-[^/]+\.js", first)
        note.write_text("# 노트\n\n둘째 글\n", encoding="utf-8")
        wait_for(address, "둘째 글")
    finally:
        server.send_signal(signal.SIGINT)
        output, _ = server.communicate(timeout=PATIENCE)
    assert "Traceback" not in output
