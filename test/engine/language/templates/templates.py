"""Asks Ansible's own templating what whole template files give, and writes answers.json beside this file.

Run by hand when templates are added: /usr/bin/python3 test/engine/language/templates/templates.py
It needs the Debian package ansible. The environment is made as the template module makes it (ansible/plugins/action/template.py);
the tests only read answers.json. Templates of real/ are rendered with three settings, those of features/ with the module's defaults.
"""
import copy
import json
import os

import jinja2
from ansible import release
from ansible.parsing.dataloader import DataLoader
from ansible.template import AnsibleEnvironment, Templar

HERE = os.path.dirname(os.path.abspath(__file__))
SETTINGS = {
    "": {},
    "lstrip": {"lstrip_blocks": True},
    "no-trim": {"trim_blocks": False, "newline_sequence": "\r\n"},
}


def render(path, variables, settings):
    loader = DataLoader()
    loader.set_basedir(HERE)
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    options = {"trim_blocks": True, "lstrip_blocks": False, "newline_sequence": "\n", **settings}
    templar = Templar(loader=loader, variables=variables).copy_with_new_env(
        environment_class=AnsibleEnvironment, searchpath=[os.path.join(HERE, "shared")], available_variables=variables, **options)
    try:
        return {"text": str(templar.do_template(text, preserve_trailing_newlines=True, escape_backslashes=False))}
    except Exception as error:  # whatever goes wrong is the answer
        return {"error": type(error).__name__, "message": str(error).split(". String:")[0][:300]}


def main():
    with open(os.path.join(HERE, "variables.json"), encoding="utf-8") as file:
        variables = json.load(file)
    variables["ansible_managed"] = "Ansible managed"
    answers = {"made_with": {"jinja2": jinja2.__version__, "ansible": release.__version__}, "settings": SETTINGS, "answers": {}}
    for folder in ("features", "real"):
        for name in sorted(os.listdir(os.path.join(HERE, folder))):
            for key, settings in SETTINGS.items():
                if folder == "real" or key == "":
                    answers["answers"]["/".join([folder, name] + ([key] if key else []))] = render(os.path.join(HERE, folder, name), copy.deepcopy(variables), settings)
    with open(os.path.join(HERE, "answers.json"), "w", encoding="utf-8") as file:
        json.dump(answers, file, indent=1, ensure_ascii=True)
        file.write("\n")
    errors = [name for name, answer in answers["answers"].items() if "error" in answer]
    print(len(answers["answers"]), "renderings,", len(errors), "of them errors:")
    for name in errors:
        print(" ", name, answers["answers"][name]["error"], answers["answers"][name]["message"][:110])


main()
