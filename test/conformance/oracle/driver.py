"""Plays playbooks with ansible-core for the conformance suite.

Ansible is imported once; every playbook is played by a fork of this process. Standard input takes one JSON object a line
({"id", "cwd", "words", "record", "output", "seconds"}), standard output gives one ({"id", "end", "problem"}) for each, in the order in which they end.
`end` is "success", "failed", "unreachable", "refused" or "timeout".
"""
from __future__ import annotations

import json
import os
import signal
import sys
import threading
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
os.environ.update({
    "ANSIBLE_CALLBACK_PLUGINS": os.path.join(HERE, "callback"), "ANSIBLE_STDOUT_CALLBACK": "conformance_recorder", "ANSIBLE_PIPELINING": "1", "ANSIBLE_NOCOLOR": "1",
    "ANSIBLE_RETRY_FILES_ENABLED": "0", "ANSIBLE_HOST_KEY_CHECKING": "0", "ANSIBLE_LOCALHOST_WARNING": "0", "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0",
    "ANSIBLE_DEPRECATION_WARNINGS": "0", "ANSIBLE_FORKS": "5", "ANSIBLE_ASYNC_DIR": os.path.join(os.environ["HOME"], ".ansible_async"),
})
sys.dont_write_bytecode = True  # Nothing is to be left in the source tree.

import ansible.cli.playbook  # noqa: E402
import ansible.executor.playbook_executor  # noqa: E402, F401
import ansible.plugins.strategy.linear  # noqa: E402, F401
from ansible.errors import AnsibleError, AnsibleOptionsError, AnsibleParserError  # noqa: E402, F401
from ansible.plugins import loader  # noqa: E402

ENDS = {0: "success", 2: "failed", 8: "failed", 10: "failed", 4: "unreachable", 6: "unreachable"}


def warm_up():
    """What every playbook needs, found and compiled once."""
    for each in (loader.filter_loader, loader.test_loader, loader.lookup_loader):
        list(each.all(class_only=True))
    for name in ("debug", "set_fact", "copy", "command", "shell", "assert", "fail", "template", "include_vars", "normal", "add_host", "group_by"):
        loader.action_loader.get(name, class_only=True)


def play(job):
    """In the fork: plays, and gives how it ended."""
    os.setsid()
    os.chdir(job["cwd"])
    os.environ["CONFORMANCE_RECORD"] = job["record"]
    os.environ["PWD"] = job["cwd"]
    null = os.open(os.devnull, os.O_RDONLY)
    output = os.open(job["output"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for source, target in ((null, 0), (output, 1), (output, 2)):
        os.dup2(source, target)
    sys.stdin = open(0)
    try:
        code = ansible.cli.playbook.PlaybookCLI(["ansible-playbook", *job["words"]]).run()
        return ENDS.get(code, "code %s" % code)
    except AnsibleError as error:
        os.write(1, ("ERROR! %s\n" % error).encode())
        return "refused"
    except SystemExit as error:
        return "refused" if error.code else "success"
    except BaseException:
        os.write(1, traceback.format_exc().encode())
        return "refused"


def child(job, pipe):
    end = play(job)
    sys.stdout.flush()
    os.write(pipe, end.encode())
    os._exit(0)


def watch(job, pid, pipe, answer):
    """Waits for the fork, and ends it and what it started when its time is up."""
    late = []

    def end_it():
        late.append(True)
        os.killpg(pid, signal.SIGKILL)

    timer = threading.Timer(job["seconds"], end_it)
    timer.start()
    os.waitpid(pid, 0)
    timer.cancel()
    end = os.read(pipe, 100).decode()
    os.close(pipe)
    answer({"id": job["id"], "end": "timeout" if late else end or "crashed"})


def main():
    warm_up()
    out, lock = sys.stdout, threading.Lock()

    def answer(line):
        with lock:
            out.write(json.dumps(line) + "\n")
            out.flush()

    answer({"id": -1, "end": "ready"})
    threads = []
    for line in sys.stdin:
        job = json.loads(line)
        reading, writing = os.pipe()
        with lock:  # No thread may hold the lock of standard output in the moment of the fork.
            out.flush()
            pid = os.fork()
        if pid == 0:
            os.close(reading)
            child(job, writing)
        os.close(writing)
        thread = threading.Thread(target=watch, args=(job, pid, reading, answer))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
