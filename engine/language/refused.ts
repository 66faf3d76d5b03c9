const WINDOWS = "Windows hosts are not managed here.";
const HTML = "It makes HTML for web pages.";
const KEYS = "Choose from `dict | dict2items` with selectattr and rejectattr, and make a dictionary again with items2dict.";

/** Filters of Ansible and Jinja2 that are not offered, and why; the table in differences.md says the same. */
export const REFUSED_FILTERS: Readonly<Record<string, string>> = {
  win_basename: WINDOWS, win_dirname: WINDOWS, win_splitdrive: WINDOWS,
  attr: "There are no Python objects whose attributes it could read: write `value.name` or `value['name']`.",
  urlize: HTML,
  jc: "It needs a program of Python's: ask the command for JSON and read it with `from_json`, or use `regex_findall`.",
  hashids_encode: "It needs a library of Python's.", hashids_decode: "It needs a library of Python's.",
  consolidate: KEYS, keep_keys: KEYS, remove_keys: KEYS, replace_keys: KEYS,
  param_list_compare: "Write it with `union` and `difference`.",
  get_path: "Write the path itself: `data.a.b[0]`, or use `extract` or `json_query`.", to_paths: "Use `json_query`, or a loop over `dict2items`.",
  index_of: "Use the method of lists, `list.index(item)`, or `selectattr`.",
  from_xml: "XML has no form of its own as data: read it with `regex_search`, or ask the module `xml`.", to_xml: "XML has no form of its own as data: write a template.",
  validate: "Use the module `assert`, or `argument_specs` of a role.",
};

/** The same of tests. */
export const REFUSED_TESTS: Readonly<Record<string, string>> = {
  a_module: "Modules are part of tsplay: whether a playbook names one that does not exist is found before the run.",
  resolvable: "It would ask the network in the middle of an expression: use `lookup('dig', name)`, or `getent` on the host.",
  validate: "Use the module `assert`, or `argument_specs` of a role.",
};

/** Functions of Jinja2 that are not offered, and why. */
export const REFUSED_FUNCTIONS: Readonly<Record<string, string>> = {
  lipsum: "It makes filler text for web pages.",
};

/** Methods that Python 2 had. */
export const GONE_METHODS: Readonly<Record<string, string>> = {
  iteritems: "Python 3 has it no more either: write `.items()`.", iterkeys: "Python 3 has it no more either: write `.keys()`.",
  itervalues: "Python 3 has it no more either: write `.values()`.", has_key: "Python 3 has it no more either: write `key in dictionary`.",
};

/** Why something of this name, with or without its collection, is not offered. */
export function reasonFor(refused: Readonly<Record<string, string>>, name: string): string | undefined {
  const short = name.slice(name.lastIndexOf(".") + 1);
  return Object.hasOwn(refused, short) ? refused[short] : undefined;
}
