import type { Value, ValueMap } from "#engine/core/value.js";
import { baseName, type Seen } from "./seen.js";

const DMI = "/sys/devices/virtual/dmi/id";

/** Facts of the machine, by their files in sysfs. */
const MACHINE: Readonly<Record<string, string>> = {
  bios_date: "bios_date", bios_vendor: "bios_vendor", bios_version: "bios_version",
  board_asset_tag: "board_asset_tag", board_name: "board_name", board_serial: "board_serial", board_vendor: "board_vendor", board_version: "board_version",
  chassis_asset_tag: "chassis_asset_tag", chassis_serial: "chassis_serial", chassis_vendor: "chassis_vendor", chassis_version: "chassis_version",
  product_name: "product_name", product_serial: "product_serial", product_uuid: "product_uuid", product_version: "product_version", system_vendor: "sys_vendor",
};

/** Chassis types of the SMBIOS specification, table 17. */
const FORM_FACTORS: readonly string[] = [
  "Unknown", "Other", "Unknown", "Desktop", "Low Profile Desktop", "Pizza Box", "Mini Tower", "Tower", "Portable", "Laptop", "Notebook", "Hand Held", "Docking Station",
  "All In One", "Sub Notebook", "Space-saving", "Lunch Box", "Main Server Chassis", "Expansion Chassis", "Sub Chassis", "Bus Expansion Chassis", "Peripheral Chassis",
  "RAID Chassis", "Rack Mount Chassis", "Sealed-case PC", "Multi-system", "CompactPCI", "AdvancedTCA", "Blade", "Blade Enclosure", "Tablet", "Convertible", "Detachable",
  "IoT Gateway", "Embedded PC", "Mini PC", "Stick PC",
];

/** Maker and model; "NA" for what the machine does not say, or says to root alone. */
export function machineFacts(seen: Seen): ValueMap {
  const type = seen.line(`${DMI}/chassis_type`);
  return {
    ...Object.fromEntries(Object.entries(MACHINE).map(([name, file]) => [name, seen.line(`${DMI}/${file}`)?.trim() ?? "NA"])),
    form_factor: type === undefined ? "NA" : FORM_FACTORS[Number(type)] ?? `unknown (${type})`,
  };
}

type Links = Readonly<Record<"ids" | "uuids" | "labels" | "masters", Readonly<Record<string, readonly string[]>>>>;

/** Block devices and their partitions, from sysfs, and the names that /dev/disk has for them. */
export function deviceFacts(seen: Seen): ValueMap {
  const links = linksOf(seen);
  const names = seen.paths(/^\/sys\/block\/[^/]+\/size$/).map((path) => path.split("/")[3] ?? "");
  return { devices: Object.fromEntries(names.map((name) => [name, deviceOf(name, seen, links)])), device_links: links };
}

function linksOf({ links }: Seen): Links {
  const by = (folder: string): Readonly<Record<string, readonly string[]>> => grouped([...links].filter(([path]) => path.startsWith(`/dev/disk/${folder}/`)).map(([path, target]) => [baseName(target), baseName(path)]));
  const slaves = [...links.keys()].map((path) => path.split("/")).filter((words) => words[2] === "block" && words[4] === "slaves");
  return { ids: by("by-id"), uuids: by("by-uuid"), labels: by("by-label"), masters: grouped(slaves.map((words) => [words[5] ?? "", words[3] ?? ""])) };
}

function grouped(pairs: readonly (readonly [string, string])[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(pairs.map(([key]) => [key, pairs.filter(([each]) => each === key).map(([, value]) => value).sort()]));
}

function linksTo(name: string, links: Links): ValueMap {
  return Object.fromEntries(Object.entries(links).map(([kind, by]) => [kind, by[name] ?? []]));
}

function deviceOf(name: string, seen: Seen, links: Links): ValueMap {
  const folder = `/sys/block/${name}`;
  const read = (file: string): Value => seen.line(`${folder}/${file}`)?.trim() ?? null;
  const serial = read("device/serial");
  const wwn = (links.ids[name] ?? []).find((id) => id.startsWith("wwn-"));
  const partitions = seen.paths(/^\/sys\/block\/[^/]+\/[^/]+\/start$/).map((path) => path.split("/")).filter((words) => words[3] === name).map((words) => words[4] ?? "");
  return {
    virtual: 1, links: linksTo(name, links), vendor: read("device/vendor"), model: read("device/model"), sas_address: read("device/sas_address"), sas_device_handle: read("device/sas_device_handle"),
    ...(serial !== null && { serial }), ...(wwn !== undefined && { wwn: wwn.slice(4) }), removable: read("removable"), support_discard: read("queue/discard_granularity"),
    partitions: Object.fromEntries(partitions.map((each) => [each, partitionOf(`${folder}/${each}`, seen, links)])),
    rotational: read("queue/rotational"), scheduler_mode: /\[(.*)\]/.exec(seen.line(`${folder}/queue/scheduler`) ?? "")?.[1] ?? "",
    sectors: read("size") ?? 0, sectorsize: read("queue/logical_block_size") ?? 512, size: humanSize(read("size")), host: "",
    holders: seen.paths(/^\/sys\/block\/[^/]+\/holders\/dm-[^/]+\/dm\/name$/).filter((path) => path.startsWith(`${folder}/`)).map((path) => seen.line(path) ?? ""),
  };
}

function partitionOf(folder: string, seen: Seen, links: Links): ValueMap {
  const name = baseName(folder);
  const sectors = seen.line(`${folder}/size`) ?? "0";
  return {
    links: linksTo(name, links), start: seen.line(`${folder}/start`) ?? "0", sectors, sectorsize: 512, size: humanSize(sectors),
    uuid: links.uuids[name]?.[0] ?? null, holders: [],
  };
}

/** Sectors of 512 bytes as Ansible writes sizes: "8.00 GB". */
function humanSize(sectors: Value): string {
  const bytes = Number(sectors ?? 0) * 512;
  const units = ["Bytes", "KB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"];
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1);
  return `${(bytes / 1024 ** step).toFixed(2)} ${units[step] ?? ""}`;
}

/** LVM, from vgs, lvs and pvs(8), sizes in GiB as text; "N/A" where there is none or it may not be asked. */
export function lvmFacts(seen: Seen): ValueMap {
  const rows = (name: string): readonly (readonly string[])[] => seen.block(name).map((line) => line.trim().split(","));
  if (rows("vgs").length + rows("pvs").length === 0) return { lvm: "N/A" };
  return {
    lvm: {
      vgs: Object.fromEntries(rows("vgs").map((row) => [row[0] ?? "", { size_g: row.at(-2) ?? "", free_g: row.at(-1) ?? "", num_lvs: row[2] ?? "", num_pvs: row[1] ?? "" }])),
      lvs: Object.fromEntries(rows("lvs").map((row) => [row[0] ?? "", { size_g: row[3] ?? "", vg: row[1] ?? "" }])),
      pvs: Object.fromEntries(rows("pvs").map((row) => [row[0] ?? "", { size_g: row[4] ?? "", free_g: row[5] ?? "", vg: row[1] ?? "" }])),
    },
  };
}
