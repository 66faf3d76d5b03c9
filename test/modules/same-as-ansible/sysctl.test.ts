import { describeShared, type SharedTask } from "#test/support/same-as-ansible.js";

const conf = "# c\nvm.swappiness = 10\nnet.x=1\nvm.swappiness=20\n";
const sysctl = (title: string, params: SharedTask["params"], files: SharedTask["files"] = { conf }, more: Partial<SharedTask> = {}): SharedTask =>
  ({ ...more, title, module: "sysctl", theirs: "ansible.posix.sysctl", params: { sysctl_file: "DIR/conf", reload: false, ...params }, files });

const others = { filesDiffer: "Ansible writes every other setting anew, and we leave them as they are" };

describeShared("files of sysctl", [
  sysctl("changes a setting", { name: "vm.swappiness", value: "30" }),
  sysctl("adds a setting", { name: "vm.new", value: "30" }, { conf }, others),
  sysctl("is content with a setting", { name: "net.x", value: "1" }),
  sysctl("removes a setting", { name: "net.x", state: "absent" }, { conf }, others),
  sysctl("removes no setting", { name: "none", state: "absent" }),
  sysctl("makes the file", { name: "vm.new", value: "30" }, {}),
]);
