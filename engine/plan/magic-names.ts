/** Variables that are there without anybody defining them (Ansible's "Special Variables"). Facts, ansible_*, are known by their prefix. */
export const MAGIC_NAMES: readonly string[] = [
  "inventory_hostname", "inventory_hostname_short", "inventory_dir", "inventory_file", "playbook_dir", "role_path", "role_name", "role_names",
  "groups", "group_names", "hostvars", "play_hosts", "omit", "vars", "environment",
  "ansible_managed", "ansible_check_mode", "ansible_diff_mode", "ansible_play_hosts", "ansible_play_hosts_all", "ansible_play_batch",
  "ansible_facts", "ansible_host", "ansible_user", "ansible_port", "ansible_run_tags", "ansible_skip_tags", "ansible_limit", "ansible_play_name",
  "ansible_role_name", "ansible_collection_name", "ansible_role_names", "ansible_play_role_names", "ansible_dependent_role_names", "ansible_parent_role_names", "ansible_failed_task", "ansible_failed_result", "ansible_loop", "ansible_loop_var", "ansible_version", "ansible_forks", "ansible_verbosity",
];
