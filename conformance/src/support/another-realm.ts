import vm from "node:vm";

/** Evaluates an expression in a realm of its own, whose constructors are not ours: what vm contexts, jsdom and Jest give. */
export function anotherRealm(): <T>(expression: string) => T {
  const context = vm.createContext({});
  return <T>(expression: string) => vm.runInContext(`(${expression})`, context) as T;
}
