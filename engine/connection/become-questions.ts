import type { Become } from "./types.js";

/**
 * The word for a password in the languages that su may ask in where it does not heed our LC_ALL=C: what Ansible's su plugin knows (prompt_l10n).
 */
const PASSWORD_WORDS = [
  "Password", "암호", "パスワード", "Adgangskode", "Contraseña", "Contrasenya", "Hasło", "Heslo", "Jelszó", "Lösenord", "Mật khẩu", "Mot de passe", "Parola", "Parool", "Pasahitza",
  "Passord", "Passwort", "Salasana", "Sandi", "Senha", "Wachtwoord", "ססמה", "Лозинка", "Парола", "Пароль", "गुप्तशब्द", "शब्दकूट", "సంకేతపదము", "හස්පදය", "密码", "密碼", "口令",
];

/** How many questions for a password stand in what was said on stderr. `asking` stood there before anybody could ask; sudo asks with our own words. */
export function questionsIn(become: Become | undefined, { prompt, asking }: { readonly prompt: string; readonly asking: string }): (said: string) => number {
  if (become === undefined) return () => 0;
  if (become.method === "sudo") return (said) => said.split(prompt).length - 1;
  const question = become.method === "doas" ? doasQuestion(become) : suQuestion(become);
  return (said) => {
    const begin = said.indexOf(asking);
    return begin === -1 ? 0 : [...said.slice(begin + asking.length).matchAll(question)].length;
  };
}

/** "Password:", "root's Password:", and a full-width colon. Ansible has the colon added to words of the user's own as well. */
function suQuestion({ prompts = [] }: Become): RegExp {
  return new RegExp(`^[ \\r]*(?:\\S+'s )?(?:${[...prompts, ...PASSWORD_WORDS].map(literal).join("|")})(?: for [^\\n:]*)? ?[:：]`, "gimu");
}

/** OpenDoas: "doas (user@host) password:"; OpenBSD's the same. Ansible takes words of the user's own as they are. */
function doasQuestion({ prompts = [] }: Become): RegExp {
  return new RegExp(`^[ \\r]*(?:doas \\([^)\\n]*\\) password:|Password:${prompts.map((each) => `|${literal(each)}`).join("")})`, "gimu");
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
