// Names that a parameter cannot have, because the emitted code would not compile or would mean something else.

const JAVASCRIPT = `arguments await break case catch class const continue debugger default delete do else enum eval export
extends false finally for function if implements import in instanceof interface let new null package private protected
public return static super switch this throw true try typeof undefined var void while with yield`;

const C = `alignas alignof and asm auto bool break case catch char class const constexpr continue default delete do double
else enum explicit export extern false float for friend goto if inline int long mutable namespace new noexcept not nullptr
operator or private protected public register restrict return short signed sizeof static struct switch template this throw
true try typedef typename union unsigned using virtual void volatile while xor`;

// Names of the emitted functions' own variables; errno is a macro in C as well.
const TAKEN = "bound cell check env errno given host info memory os pollio raw result size status";

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));
const javascript = words(JAVASCRIPT);
const c = words(C);
const taken = words(TAKEN);

/** Why a name cannot be used, or undefined if it can. */
export function reserved(name: string): string | undefined {
  if (javascript.has(name)) return "is a reserved word of JavaScript";
  if (c.has(name)) return "is a reserved word of C or C++";
  if (taken.has(name)) return "is what the emitted code calls one of its own variables";
  return undefined;
}

/** Checks only JavaScript's words, for names that never reach C. */
export function reservedInJavaScript(name: string): boolean {
  return javascript.has(name);
}
