import type { PropertySchema } from "#engine/module/param-schema.js";

const context: PropertySchema = { type: "string", description: "Taken for Ansible's sake: contexts of SELinux are not managed, and without SELinux, as on Debian, Ansible passes over it as well." };

const contexts: Readonly<Record<string, PropertySchema>> = { selevel: context, serole: context, setype: context, seuser: context };

/** Parameters that Ansible's modules pass over on a host as ours are, and that have no effect here either, by module. */
export const ignoredParameters: ReadonlyMap<string, Readonly<Record<string, PropertySchema>>> = new Map(
  ["assemble", "blockinfile", "copy", "file", "get_url", "lineinfile", "replace", "template", "unarchive", "uri"].map((module) => [module, contexts]),
);
