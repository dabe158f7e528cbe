"""Drives the product with the proxmoxer library as Debian ships it.

Usage: proxmoxer_flow.py HOST:PORT NODE SCRATCH-FOLDER, the password of root@pam in PASSWORD.
Prints one line of JSON per step: {"step", "outcome": "ok" | "failed" | "skipped", "detail"}.
"""
import json
import os
import sys
import time
import traceback

from proxmoxer import ProxmoxAPI
from proxmoxer.backends.https import AuthenticationError
from proxmoxer.core import ResourceException

HOST, NODE, SCRATCH = sys.argv[1:4]
PASSWORD = os.environ["PASSWORD"]
BIG_ISO_BYTES = 101 * 2**20  # from 100 MiB on, proxmoxer streams
STEPS = []


def step(function):
    STEPS.append(function)
    return function


def login(**credentials):
    return ProxmoxAPI(HOST, verify_ssl=False, **{"user": "root@pam", **credentials})


def wait(api, upid, expected="OK"):
    assert isinstance(upid, str) and upid.startswith("UPID:%s:" % NODE) and upid.endswith(":"), upid
    for _ in range(300):
        status = api.nodes(NODE).tasks(upid).status.get()
        if status["status"] == "stopped":
            log = "\n".join(line["t"] for line in api.nodes(NODE).tasks(upid).log.get())
            assert expected in status["exitstatus"], "%s: %s\n%s" % (upid, status["exitstatus"], log)
            return
        time.sleep(0.1)
    raise AssertionError("task did not end: %s" % upid)


def refusal(call):
    try:
        answer = call()
    except ResourceException as error:
        return error
    raise AssertionError("no refusal but %r" % (answer,))


def typed(row, **types):
    for name, kind in types.items():
        assert type(row[name]) is kind, "%s is %r" % (name, row[name])


@step
def logs_in_with_a_password(state):
    api = state["api"] = login(password=PASSWORD)
    version = api.version.get()
    typed(version, version=str, release=str, repoid=str)
    assert version["version"].startswith(version["release"])


@step
def is_told_that_a_password_is_wrong_before_its_timeout_of_5_s(state):
    try:
        login(password="wrong")
    except AuthenticationError as error:
        assert "Couldn't authenticate user" in str(error)
    else:
        raise AssertionError("let in")


@step
def renews_its_ticket_by_sending_it_as_the_password(state):
    api = login(password=PASSWORD)
    before, _ = api.get_tokens()
    time.sleep(1.1)  # a ticket names its second
    api._backend.auth.birth_time -= 2 * api._backend.auth.renew_age
    assert api.nodes.get()
    after, _ = api.get_tokens()
    assert before != after
    assert login(password=after).version.get()


@step
def logs_in_with_an_api_token(state):
    made = state["api"].access.users("root@pam").token("flow").post(privsep=0)
    typed(made, value=str)
    assert made["full-tokenid"] == "root@pam!flow"
    state["token"] = login(token_name="flow", token_value=made["value"])
    assert state["token"].version.get() == state["api"].version.get()
    assert state["token"].get_tokens() == (None, None)
    refused = refusal(login(token_name="flow", token_value="00000000-0000-0000-0000-000000000000").version.get)
    assert refused.status_code == 401, refused


@step
def lists_nodes_with_numbers_as_numbers(state):
    (node,) = state["api"].nodes.get()
    assert (node["node"], node["status"], node["type"]) == (NODE, "online", "node")
    typed(node, maxcpu=int, maxmem=int, mem=int, uptime=int, disk=int, maxdisk=int)
    assert type(node["cpu"]) in (int, float)
    status = state["api"].nodes(NODE).status.get()
    assert all(type(load) is str for load in status["loadavg"])
    typed(status["cpuinfo"], mhz=str, cpus=int)


@step
def reads_the_next_free_id_as_a_string(state):
    assert state["api"].cluster.nextid.get() == "100"
    assert "already exists" not in state["api"].cluster.nextid.get(vmid=4711)


@step
def creates_a_vm(state):
    upid = state["api"].nodes(NODE).qemu.create(
        vmid=200, name="flow", memory=64, cores=1, kvm=0, scsihw="virtio-scsi-pci", scsi0="local:1,discard=on", net0="virtio", agent=1,
        tags="web;db", description="first line\nsecond line: 50% ä", onboot=0, ostype="l26", serial0="socket",
    )
    wait(state["api"], upid)


@step
def reads_the_config_back(state):
    config = state["api"].nodes(NODE).qemu(200).config.get()
    typed(config, cores=int, kvm=int, memory=str, digest=str, onboot=int, name=str, agent=str)
    assert config["kvm"] == 0 and config["memory"] == "64"
    assert config["description"].rstrip("\n") == "first line\nsecond line: 50% ä", config["description"]
    assert config["scsi0"].startswith("local:200/vm-200-disk-0.") and "discard=on" in config["scsi0"] and "size=1G" in config["scsi0"]
    assert sorted(config["tags"].split(";")) == ["db", "web"]
    assert "template" not in config


@step
def changes_the_config_with_a_digest(state):
    vm = state["api"].nodes(NODE).qemu(200)
    stale = vm.config.get()["digest"]
    assert vm.config.set(cores=2, digest=stale) is None
    assert vm.config.get()["cores"] == 2
    refused = refusal(lambda: vm.config.set(cores=1, digest=stale))
    assert refused.status_code == 500, refused
    assert "file changed by other user? Try again." in str(refused), refused
    wait(state["api"], vm.config.post(delete="description,tags"))
    config = vm.config.get()
    assert "description" not in config and "tags" not in config


@step
def grows_a_disk(state):
    vm = state["api"].nodes(NODE).qemu(200)
    wait(state["api"], vm.resize.put(disk="scsi0", size="+1G"))
    assert "size=2G" in vm.config.get()["scsi0"]


@step
def starts_the_vm_and_sees_it_run(state):
    vm = state["token"].nodes(NODE).qemu(200)
    wait(state["token"], vm.status.start.post())
    status = vm.status.current.get()
    assert (status["status"], status["qmpstatus"]) == ("running", "running")
    typed(status, vmid=int, cpus=int, maxmem=int, maxdisk=int, pid=int, uptime=int)
    (row,) = state["api"].nodes(NODE).qemu.get()
    assert row["vmid"] == 200 and row["status"] == "running"
    (row,) = state["api"].cluster.resources.get(type="vm")
    assert (row["id"], row["vmid"], row["node"], row["template"]) == ("qemu/200", 200, NODE, 0)


@step
def learns_from_a_failed_task_that_the_vm_runs_already(state):
    wait(state["api"], state["api"].nodes(NODE).qemu(200).status.start.post(), expected="already running")


@step
def stops_the_vm(state):
    vm = state["api"].nodes(NODE).qemu(200)
    wait(state["api"], vm.status.stop.post())
    assert vm.status.current.get()["status"] == "stopped"


@step
def clones_the_vm(state):
    wait(state["api"], state["api"].nodes(NODE).qemu(200).clone.create(newid=201, name="copy", full=1))
    original, copy = (state["api"].nodes(NODE).qemu(vmid).config.get() for vmid in (200, 201))
    assert copy["name"] == "copy" and copy["scsi0"].startswith("local:201/vm-201-disk-0.")
    assert copy["net0"] != original["net0"]


@step
def uploads_an_iso_and_finds_it(state):
    path = os.path.join(SCRATCH, "small file.iso")
    with open(path, "wb") as file:
        file.write(os.urandom(70_000))
    with open(path, "rb") as file:
        wait(state["api"], state["api"].nodes(NODE).storage("local").upload.post(content="iso", filename=file))
    rows = state["api"].nodes(NODE).storage("local").content.get(content="iso")
    (row,) = [row for row in rows if row["volid"] == "local:iso/small_file.iso"]
    typed(row, size=int, ctime=int, format=str, content=str)
    assert (row["size"], row["format"]) == (70_000, "iso")


@step
def streams_a_large_iso(state):
    path = os.path.join(SCRATCH, "large.iso")
    with open(path, "wb") as file:
        file.truncate(BIG_ISO_BYTES)
    with open(path, "rb") as file:
        wait(state["token"], state["token"].nodes(NODE).storage("local").upload.post(content="iso", filename=file))
    sizes = {row["volid"]: row["size"] for row in state["api"].nodes(NODE).storage("local").content.get()}
    assert sizes["local:iso/large.iso"] == BIG_ISO_BYTES


@step
def lists_storages_and_their_content(state):
    (storage,) = state["api"].nodes(NODE).storage.get(content="iso")
    typed(storage, active=int, enabled=int, shared=int, total=int, used=int, avail=int, type=str, content=str)
    assert storage["storage"] == "local" and type(storage["used_fraction"]) in (int, float)
    (disk,) = state["api"].nodes(NODE).storage("local").content.get(content="images", vmid=201)
    assert (disk["vmid"], disk["size"]) == (201, 2 * 2**30), disk


@step
def deletes_what_it_uploaded(state):
    local = state["api"].nodes(NODE).storage("local")
    for volume in ("local:iso/small_file.iso", "local:iso/large.iso"):
        wait(state["api"], local.content(volume).delete())
    assert local.content.get(content="iso") == []


@step
def deletes_the_vms(state):
    for vmid in (200, 201):
        wait(state["api"], state["api"].nodes(NODE).qemu(vmid).delete(purge=1))
    assert state["api"].cluster.resources.get(type="vm") == []
    assert state["api"].nodes(NODE).storage("local").content.get() == []


@step
def sees_that_a_missing_vm_does_not_exist(state):
    for call in (state["api"].nodes(NODE).qemu(200).config.get, state["api"].nodes(NODE).qemu(200).status.current.get):
        error = refusal(call)
        assert (error.status_code, error.status_message) == (500, "Internal Server Error")
        assert "does not exist" in error.content and "qemu-server/200.conf" in error.content, error


@step
def gets_all_bad_parameters_at_once(state):
    error = refusal(lambda: state["api"].nodes(NODE).qemu.create(vmid=7, memory="much", ostype="beos", nonsense=1))
    assert error.status_code == 400
    assert error.content.startswith("Parameter verification failed."), error.content


@step
def is_told_what_permission_is_missing(state):
    root = state["api"]
    root.access.users.create(userid="guest@pve", password="some-password")
    guest = login(user="guest@pve", password="some-password")
    error = refusal(lambda: guest.nodes(NODE).qemu(200).status.start.post())
    assert error.status_code == 403, error
    assert error.content == "Permission check failed (/vms/200, VM.PowerMgmt)", error.content
    assert guest.cluster.resources.get(type="vm") == []
    root.access.users("guest@pve").delete()


@step
def is_told_that_a_path_is_not_implemented(state):
    error = refusal(lambda: state["api"].nodes(NODE)("no-such-thing").get())
    assert error.status_code == 501
    assert error.content == "Method 'GET /nodes/%s/no-such-thing' not implemented" % NODE, error.content


def run(function, state):
    try:
        function(state)
    except ResourceException as error:
        if error.status_code == 501:
            return "skipped", "the product lacks this method: %s" % error.content
        return "failed", traceback.format_exc()
    except Exception:
        return "failed", traceback.format_exc()
    return "ok", ""


def main():
    state = {}
    for function in STEPS:
        outcome, detail = run(function, state)
        print(json.dumps({"step": function.__name__.replace("_", " "), "outcome": outcome, "detail": detail}), flush=True)


main()
