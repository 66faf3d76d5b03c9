import type { ScriptCommand } from "#engine/core/command.js";

/** Where apt's lists of packages stand: what the host knows of its mirrors. */
export interface ListsAge {
  /** Seconds since they were fetched. */
  readonly age: number;
  /** A file of apt's sources is newer than they are. */
  readonly sourcesChanged: boolean;
  readonly empty: boolean;
}

/** update-success-stamp is what Ubuntu's apt touches, and what our own refresh touches everywhere; Debian leaves only the times of the folders. */
export const LISTS_AGE: ScriptCommand = {
  script: `# age of the package lists
now=$(date +%s)
lists=/var/lib/apt/lists
some=no
for file in "$lists"/*_Packages*; do [ -e "$file" ] && some=yes && break; done
echo "now $now"
echo "lists $some"
stat -c 'refreshed %Y' -- /var/lib/apt/periodic/update-success-stamp "$lists" "$lists/partial" 2>/dev/null
stat -c 'changed %Y' -- /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/sources.list.d/* 2>/dev/null
:
`,
  args: [],
};

/** Reads what LISTS_AGE prints. */
export function parseListsAge(text: string): ListsAge {
  const numbers = (word: string): number[] => [...text.matchAll(new RegExp(`^${word} (\\d+)$`, "gm"))].map(([, number]) => Number(number));
  const refreshed = Math.max(0, ...numbers("refreshed"));
  return { age: Math.max(0, ...numbers("now")) - refreshed, sourcesChanged: Math.max(0, ...numbers("changed")) > refreshed, empty: /^lists no$/m.test(text) };
}

/** Seconds for which lists are good when the task does not say. */
const AN_HOUR = 3600;

/** Whether the lists are to be fetched again before anybody relies on them. */
export function isStale({ age, sourcesChanged, empty }: ListsAge, validTime: number | undefined): boolean {
  return empty || sourcesChanged || age > (validTime ?? AN_HOUR);
}
