"""Callback plugin of the conformance suite: writes what ansible-core tells its callbacks as one line of JSON each to $CONFORMANCE_RECORD."""
from __future__ import annotations

import json
import os

from ansible.module_utils._text import to_text
from ansible.playbook.task_include import TaskInclude
from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: conformance_recorder
    type: stdout
    short_description: records every result for the conformance suite
    description: One line of JSON for each play, task, result and the recap.
"""

# Not results: what Ansible keeps for itself, and what differs from run to run.
INTERNAL = ("invocation", "_ansible_", "ansible_facts_cacheable", "discovered_interpreter_python")


def plain(value):
    """The value as JSON knows it."""
    if isinstance(value, dict):
        return {to_text(key): plain(each) for key, each in value.items() if not str(key).startswith(INTERNAL)}
    if isinstance(value, (list, tuple, set)):
        return [plain(each) for each in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return to_text(value, nonstring="simplerepr")


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "conformance_recorder"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._file = open(os.environ["CONFORMANCE_RECORD"], "a", buffering=1)
        self._play = None
        self._names = {}

    def _write(self, kind, **fields):
        self._file.write(json.dumps({"kind": kind, **fields}, ensure_ascii=False) + "\n")

    def v2_playbook_on_play_start(self, play):
        self._play = play.get_name()
        self._write("play", play=self._play, strategy=play.strategy)

    def _task(self, task, handler):
        self._names[task._uuid] = to_text(task.name or task.action)
        self._write("task", id=task._uuid, handler=handler)

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._task(task, False)

    def v2_playbook_on_cleanup_task_start(self, task):
        self._task(task, False)

    def v2_playbook_on_handler_task_start(self, task):
        self._task(task, True)

    def v2_playbook_on_include(self, included_file):
        for host in included_file._hosts:
            self._write("include", file=os.path.basename(included_file._filename), host=host.get_name())

    def _result(self, status, result, item=False, ignored=False):
        task = result._task
        values = plain(result._result)
        self._write(
            "item" if item else "result", play=self._play, id=task._uuid, task=self._names.get(task._uuid, to_text(task.name or task.action)),
            action=task.action, role=task._role.get_name() if task._role else None, include=isinstance(task, TaskInclude), host=result._host.get_name(), status=status,
            ignored=bool(ignored), check=bool(result._task_fields.get("check_mode")), looped=not item and "results" in values and (task.loop is not None), values=values,
            no_log=result._task_fields.get("no_log") is True or "censored" in values)

    def v2_runner_on_ok(self, result):
        self._result("ok", result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._result("failed", result, ignored=ignore_errors)

    def v2_runner_on_skipped(self, result):
        self._result("skipped", result)

    def v2_runner_on_unreachable(self, result):
        self._result("unreachable", result)

    def v2_runner_item_on_ok(self, result):
        self._result("ok", result, item=True)

    def v2_runner_item_on_failed(self, result):
        self._result("failed", result, item=True)

    def v2_runner_item_on_skipped(self, result):
        self._result("skipped", result, item=True)

    def v2_playbook_on_stats(self, stats):
        self._write("recap", hosts={host: stats.summarize(host) for host in sorted(stats.processed)})
