"""Asks Ansible's own templating what expressions and templates give, and writes oracle.json beside this file.

Run by hand when cases are added: /usr/bin/python3 test/engine/language/oracle.py
It needs the Debian package ansible. The tests only read oracle.json.
"""
import copy
import datetime
import json
import os
import subprocess
import sys

import jinja2
from ansible import release
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar, AnsibleEnvironment
from ansible.utils.display import Display

HERE = os.path.dirname(os.path.abspath(__file__))
Display.verbosity = 0


def native(value):
    """Plain JSON data, with tuples and generators as lists."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return str(value)  # what a template makes of it
    if isinstance(value, dict):
        return {str(key): native(each) for key, each in value.items()}
    return [native(each) for each in value]


def outcome(compute):
    try:
        return {"value": native(compute())}
    except Exception as error:  # whatever goes wrong is the answer
        return {"error": type(error).__name__}


def written(answers):
    """JSON with one answer a line, so that changes can be read."""
    parts = []
    for key, value in answers.items():
        text = json.dumps(value, ensure_ascii=True)
        if isinstance(value, list):
            text = "[\n" + ",\n".join("  " + json.dumps(each, ensure_ascii=True) for each in value) + "\n ]"
        parts.append(f" {json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(parts) + "\n}"


def main():
    with open(os.path.join(HERE, "oracle-cases.json"), encoding="utf-8") as file:
        cases = json.load(file)
    with open(os.path.join(HERE, "oracle-expressions.txt"), encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file]
    texts = [line for line in lines if line and not line.startswith("#")]
    templar = Templar(loader=DataLoader(), variables=cases["variables"])
    environment = templar.environment

    functions = {**jinja2.defaults.DEFAULT_NAMESPACE, "lookup": templar._lookup, "query": templar._query_lookup, "q": templar._query_lookup, "undef": templar._make_undefined, "now": templar._now_datetime}

    def expression(text):
        compiled = environment.compile_expression(text, undefined_to_none=False)
        result = compiled(**{**functions, **copy.deepcopy(cases["variables"])})
        if isinstance(result, jinja2.Undefined):
            raise jinja2.UndefinedError(str(result._undefined_name))
        return result

    def names(kind, own):
        listed = json.loads(subprocess.run(["ansible-doc", "-t", kind, "-l", "--json"], capture_output=True, check=True).stdout)
        return sorted({name for name in listed if name.rsplit(".", 1)[0] in ("ansible.builtin", "community.general", "ansible.utils")} | set(own))

    answers = {
        "filters": names("filter", jinja2.filters.FILTERS),
        "tests": names("test", jinja2.tests.TESTS),
        "functions": sorted(functions),
        "made_with": {"jinja2": jinja2.__version__, "ansible": release.__version__, "python": sys.version.split()[0]},
        "variables": cases["variables"],
        "expressions": [{"text": text, **outcome(lambda: expression(text))} for text in texts],
        "strings": [{"text": text, **outcome(lambda: templar.template(text, convert_data=False))} for text in cases["strings"]],
        "files": [{"text": text, **outcome(lambda: templar.template(text, convert_data=False, escape_backslashes=False, preserve_trailing_newlines=True))} for text in cases["files"]],
    }
    with open(os.path.join(HERE, "oracle.json"), "w", encoding="utf-8") as file:
        file.write(written(answers) + "\n")
    broken = [each for each in answers["expressions"] + answers["strings"] + answers["files"] if "error" in each]
    print(len(answers["expressions"]), "expressions,", len(answers["strings"]), "strings,", len(answers["files"]), "files,", len(broken), "of them errors:")
    for each in broken:
        print(" ", each["error"], each["text"])


main()
