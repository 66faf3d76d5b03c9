type Reasons = Readonly<Record<string, string>>;

const selinux = "contexts of SELinux are not managed";

/** Of all modules that write files. */
const ofFiles: Reasons = {
  attributes: "attributes of chattr(1) are not managed; use command: chattr", attr: "attributes of chattr(1) are not managed; use command: chattr",
  unsafe_writes: "a file is always put in place whole, by renaming it; for a file that is mounted into a container use shell with cat",
};

const others = "it has no meaning in Ansible either";
const tls = "left out: connections to PostgreSQL are made on the host itself";
const otherSystem = "it is for systems other than Linux";
const gssapi = "Kerberos is not supported";
const netrc = "~/.netrc is never read; give url_username and url_password";

/** Parameters of Ansible's modules that ours do not take, by module, each with the reason and, where there is one, the way out. A test compares them with what ansible-doc names. */
export const refusedParameters: ReadonlyMap<string, Reasons> = new Map(Object.entries({
  apt: {
    autoclean: "it changes nothing that others see; use command: apt-get autoclean", clean: "it changes nothing that others see; use command: apt-get clean",
    fail_on_autoremove: "a check run shows what would be removed", force: "it hides mistakes; use allow_downgrade, allow_unauthenticated or allow_change_held_packages",
    policy_rc_d: "copy a /usr/sbin/policy-rc.d before the task, and remove it afterwards",
    update_cache_retries: "use retries and until", update_cache_retry_max_delay: "use retries, delay and until",
  },
  apt_repository: { codename: "it is for ppa: addresses; write the whole line", update_cache_retries: "use retries and until", update_cache_retry_max_delay: "use retries, delay and until" },
  assemble: ofFiles,
  authorized_key: { validate_certs: "keys are not fetched from addresses; use the lookup url or the module uri" },
  blockinfile: ofFiles,
  command: { free_form: "write the command after the module's name, or as `cmd`" },
  copy: { ...ofFiles, checksum: "content is compared by SHA-256 anyway", local_follow: "links among the files to be copied are always followed" },
  file: { ...ofFiles, access_time_format: "only preserve and now are taken for times", modification_time_format: "only preserve and now are taken for times" },
  get_url: {
    ...ofFiles, ciphers: "those of the host's curl are used", decompress: "what comes compressed is decompressed only where the server was asked for that",
    unredirected_headers: "headers are not sent on to other hosts", use_gssapi: gssapi, use_netrc: netrc,
  },
  git: {
    archive: "use command: git archive with creates", archive_prefix: "use command: git archive with creates", gpg_whitelist: "signatures are not checked",
    refspec: "name what to fetch by `version`", separate_git_dir: "the repository is always in .git", track_submodules: "submodules stand at the commits that the repository names",
    verify_commit: "signatures are not checked",
  },
  include_tasks: { "free-form": "write the file's name after the module's name, or as `file`" },
  include_vars: { "free-form": "write the file's name after the module's name, or as `file`" },
  lineinfile: { ...ofFiles, others },
  meta: { free_form: "write the action after the module's name" },
  pip: { editable: "write -e before the requirement's path in `extra_args`" },
  postgres_db: {
    ca_cert: tls, ssl_rootcert: tls, ssl_cert: tls, ssl_key: tls, connect_params: tls, dump_extra_args: "dumps are not made; use command: pg_dump", target: "dumps are neither made nor restored; use command: pg_dump or pg_restore",
    target_opts: "dumps are neither made nor restored", login: "write login_user", session_role: "log in as the role that is wanted", trust_input: "values are always quoted",
  },
  postgres_ext: {
    ca_cert: tls, ssl_rootcert: tls, ssl_cert: tls, ssl_key: tls, connect_params: tls, login: "write login_user", session_role: "log in as the role that is wanted", trust_input: "values are always quoted",
  },
  postgres_user: {
    ca_cert: tls, ssl_rootcert: tls, ssl_cert: tls, ssl_key: tls, connect_params: tls, fail_on_user: "a user that cannot be removed fails the task", fail_on_role: "a user that cannot be removed fails the task",
    groups: "memberships are not managed; use a GRANT in a command of psql", login: "write login_user", priv: "privileges are not managed; use a GRANT in a command of psql",
    session_role: "log in as the role that is wanted", trust_input: "values are always quoted",
  },
  raw: { free_form: "write the text after the module's name" },
  replace: { ...ofFiles, others },
  script: { free_form: "write the script after the module's name, or as `cmd`" },
  set_fact: { key_value: "write the names of variables themselves" },
  shell: { free_form: "write the text after the module's name, or as `cmd`" },
  systemd: { "daemon_reexec": "systemd's packages do that themselves; use command: systemctl daemon-reexec", "daemon-reexec": "systemd's packages do that themselves; use command: systemctl daemon-reexec" },
  template: ofFiles,
  timezone: { hwclock: "the hardware clock is left alone; use command: timedatectl set-local-rtc", rtc: "the hardware clock is left alone; use command: timedatectl set-local-rtc" },
  ufw: { insert_relative_to: "`insert` counts all rules as ufw status numbered does" },
  unarchive: {
    ...ofFiles, decrypt: "archives of the control machine are taken as they are", io_buffer_size: "it concerns archives of the control machine, which are sent whole",
    mode: "use the module file with recurse afterwards", validate_certs: "archives are not fetched from addresses; use get_url",
  },
  uri: {
    ...ofFiles, ciphers: "those of the host's curl are used", decompress: "what comes compressed is decompressed only where the server was asked for that", dest: "use the module get_url for files", force: "use the header Cache-Control",
    mode: "use the module get_url for files", owner: "use the module get_url for files", group: "use the module get_url for files", remote_src: "give the body as `body`", src: "give the body as `body`",
    unix_socket: "use command: curl --unix-socket", unredirected_headers: "headers are not sent on to other hosts", use_gssapi: gssapi, use_netrc: netrc,
  },
  user: {
    authorization: otherSystem, hidden: otherSystem, login_class: otherSystem, profile: otherSystem, role: otherSystem, seuser: selinux,
    password_expire_max: "use command: chage -M", password_expire_min: "use command: chage -m", umask: "set HOME_MODE in /etc/login.defs, or the home's mode by the module file",
  },
  wait_for: { active_connection_states: "connections count as drained when none is established", exclude_hosts: "connections of all hosts count" },
} satisfies Readonly<Record<string, Reasons>>));

/** Parameters that were in Ansible once, and how the same is said now. */
export const goneParameters: ReadonlyMap<string, Reasons> = new Map(Object.entries({
  get_url: { sha256sum: "it is gone from Ansible too; write checksum: sha256:..., with the digest in place of the dots" },
}));
