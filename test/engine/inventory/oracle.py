#!/usr/bin/python3
"""Asks ansible-core (2.14, Debian's) what the inventories and patterns in oracle/ mean, and writes its answers beside them.

    cd test/engine/inventory && ./oracle.py          (python3 must be the one that has ansible)
"""
import json
import os
import subprocess
import sys
import tempfile

from ansible.errors import AnsibleError
from ansible.inventory import manager
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "oracle"))
LISTS = json.load(open("lists.json"))
PATTERNS = json.load(open("patterns.json"))


def listed(sources, *words):
    """What ansible-inventory prints, run in a folder without group_vars."""
    given = [word for source in sources for word in ("-i", source if source.endswith(",") else os.path.abspath(source))]
    with tempfile.TemporaryDirectory() as empty:
        said = subprocess.run(["ansible-inventory", *given, *words], cwd=empty, capture_output=True, text=True)
    if said.returncode != 0:
        sys.exit(said.stderr)
    return said.stdout


def selected(inventory, pattern, limit):
    """Names in order, or the error's text."""
    try:
        inventory.subset(limit)
        return [host.name for host in inventory.get_hosts(pattern)]
    except (AnsibleError, IndexError) as error:
        return {"error": str(error)}


for name, sources in LISTS.items():
    for ending, words in {"json": ["--list"], "export.json": ["--list", "--export"], "yaml": ["--list", "--yaml"], "graph": ["--graph", "--vars"]}.items():
        with open(f"said/{name}.{ending}", "w") as out:
            out.write(listed(sources, *words))

warned = []
manager.display.warning = lambda text, *_, **__: warned.append(text)
# group_vars and host_vars beside the playbooks: ansible-inventory looks for them in its working folder.
said = subprocess.run(["ansible-inventory", "-i", "../inv", "--host", "h"], cwd="levels/play", capture_output=True, text=True)
with open("said/levels.json", "w") as out:
    out.write(said.stdout)

answers = []
for case in PATTERNS["cases"]:
    source = PATTERNS["inventories"][case["inventory"]]
    inventory = InventoryManager(loader=DataLoader(), sources=[source])
    warned.clear()
    hosts = selected(inventory, case["pattern"], case.get("limit"))
    ignored = [text.split(": ")[1] for text in warned if text.startswith("Could not match supplied host pattern")]
    answers.append({**case, "hosts": hosts, "ignored": sorted(set(ignored))})
with open("said/patterns.json", "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(answer) for answer in answers) + "\n]\n")
