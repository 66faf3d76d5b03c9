/** A page to be fetched. Texts that were secret are plain here: nothing of it leaves the process but to the server. */
export interface PageErrand {
  readonly kind: "page";
  readonly url: string;
  readonly method: string;
  readonly body: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** Sends them unasked. */
  readonly forceBasicAuth: boolean;
  readonly validateCerts: boolean;
  readonly caPath: string | undefined;
  readonly ciphers: string | undefined;
  readonly followRedirects: boolean;
  readonly useProxy: boolean;
  readonly unixSocket: string | undefined;
  readonly timeoutSeconds: number;
}

/** Records to be asked of name servers. */
export interface NamesErrand {
  readonly kind: "names";
  readonly domain: string;
  /** Such as A or MX. */
  readonly type: string;
  /** Addresses, perhaps with a port; none: those of the system. */
  readonly servers: readonly string[];
  readonly timeoutSeconds: number;
}

/** What is to be done aside. */
export type Errand = PageErrand | NamesErrand;

/** One record: as one line, as `dig +short` shows it, and its parts. */
export interface NameRecord {
  readonly text: string;
  readonly parts: Readonly<Record<string, string | number | readonly string[]>>;
}

/** What came of it. */
export type ErrandAnswer =
  | { readonly kind: "page"; readonly status: number; readonly statusText: string; readonly body: string }
  | { readonly kind: "names"; readonly records: readonly NameRecord[] }
  /** "no-such-name": NXDOMAIN; "no-records": the name has none of this type. */
  | { readonly kind: "trouble"; readonly reason: "no-such-name" | "no-records" | "timed-out" | "failed"; readonly detail: string };
