import { isPythonVersion, meets } from "./python-version.js";

/** The variables that a marker may name, such as python_version (PEP 508, Environment markers). */
export type MarkerEnvironment = Readonly<Record<string, string>>;

/** What holds on a Debian host with this Python; `full` is such as 3.11.2, undefined where it is not known. */
export function markerEnvironment(full: string | undefined, extra = ""): MarkerEnvironment {
  return {
    ...(full !== undefined && { python_version: full.split(".").slice(0, 2).join("."), python_full_version: full, implementation_version: full }),
    os_name: "posix", sys_platform: "linux", platform_system: "Linux", platform_python_implementation: "CPython", implementation_name: "cpython", extra,
  };
}

/** Whether a marker holds; undefined when it names something that is not known here (platform_machine ...) or is no marker. */
export function markerHolds(marker: string, environment: MarkerEnvironment): boolean | undefined {
  const tokens = marker.match(/\(|\)|"[^"]*"|'[^']*'|===|==|!=|>=|<=|~=|>|<|[A-Za-z_.]+/g) ?? [];
  const reader = new MarkerReader(tokens, environment);
  const value = reader.or();
  return reader.done ? value : undefined;
}

type Truth = boolean | undefined;

/** or := and ("or" and)*; and := term ("and" term)*; term := "(" or ")" | value operator value. */
class MarkerReader {
  #at = 0;
  readonly #tokens: readonly string[];
  readonly #environment: MarkerEnvironment;

  constructor(tokens: readonly string[], environment: MarkerEnvironment) {
    this.#tokens = tokens;
    this.#environment = environment;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  or(): Truth {
    let value = this.#and();
    while (this.#take("or")) {
      const right = this.#and();
      value = value === true || right === true ? true : either(value, right);
    }
    return value;
  }

  #and(): Truth {
    let value = this.#term();
    while (this.#take("and")) {
      const right = this.#term();
      value = value === false || right === false ? false : either(value, right);
    }
    return value;
  }

  #term(): Truth {
    if (this.#take("(")) {
      const value = this.or();
      return this.#take(")") ? value : undefined;
    }
    const left = this.#value();
    const operator = this.#operator();
    const right = this.#value();
    return left === undefined || right === undefined ? undefined : compared(left, operator, right);
  }

  #operator(): string {
    const word = this.#next();
    return word === "not" && this.#take("in") ? "not in" : word;
  }

  #value(): string | undefined {
    const word = this.#next();
    if (/^["']/.test(word)) return word.slice(1, -1);
    return Object.hasOwn(this.#environment, word) ? this.#environment[word] : undefined;
  }

  #next(): string {
    this.#at += 1;
    return this.#tokens[this.#at - 1] ?? "";
  }

  #take(word: string): boolean {
    if (this.#tokens[this.#at] !== word) return false;
    this.#at += 1;
    return true;
  }
}

function either(a: Truth, b: Truth): Truth {
  return a === undefined || b === undefined ? undefined : a;
}

/** Versions are compared as such where both sides are some, everything else as text. */
function compared(left: string, operator: string, right: string): Truth {
  if (operator === "in") return right.includes(left);
  if (operator === "not in") return !right.includes(left);
  if (isPythonVersion(left) && isPythonVersion(right.replace(/\.\*$/, ""))) return meets(left, { operator, version: right });
  return ORDERS[operator]?.(left < right ? -1 : Number(left > right));
}

const ORDERS: Readonly<Record<string, (order: number) => boolean>> = {
  "==": (order) => order === 0, "!=": (order) => order !== 0, "<": (order) => order < 0, ">": (order) => order > 0, "<=": (order) => order <= 0, ">=": (order) => order >= 0,
};
