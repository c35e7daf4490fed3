"""Times rust-docxtpl, in the environment that has it: folder with template and data, rounds."""

import io
import json
import statistics
import sys
import time
from pathlib import Path

from docxtpl import DocxTemplate

folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
template = (folder / "template.docx").read_bytes()
data = json.loads((folder / "data.json").read_text(encoding="utf-8"))


def made() -> bytes:
    document, stream = DocxTemplate(io.BytesIO(template)), io.BytesIO()
    document.render(data, autoescape=True)
    document.save(stream)
    return stream.getvalue()


(folder / "made.docx").write_bytes(made())
taken = []
for _ in range(rounds):
    start = time.process_time()
    made()
    taken.append((time.process_time() - start) * 1000)
print(statistics.median(taken))
