// Observes a backend from outside: which members are called and which errors they raise. The claims of the cases are compared
// with this.

import type { BackendModule, CompleteAdapter, Poller } from "@pollio/conformance";
import { contract } from "@pollio/conformance";

type Members = Record<PropertyKey, unknown>;
type Call = (...args: unknown[]) => unknown;

/** A key as the spec writes it. Node 20 calls its Symbol.dispose otherwise. */
function nameOf(key: string | symbol): string {
  if (typeof key === "string") return key;
  return key === Symbol.dispose ? "[Symbol.dispose]" : `[${key.description}]`;
}

/** An iterator of batches. */
type Batches = AsyncIterableIterator<unknown, undefined>;

function isAsyncIterator(value: unknown): value is Batches {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value && "next" in value;
}

/** Applies `change` to a value now, or to a promised one when it is there. */
function then(value: unknown, change: (value: unknown) => unknown): unknown {
  return value instanceof Promise ? value.then(change) : change(value);
}

/** Whether a key is a method of the object's class; for anything else, reading it counts as use. */
function isMethod(object: object, key: PropertyKey): boolean {
  for (let at: object | null = object; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    const descriptor = Object.getOwnPropertyDescriptor(at, key);
    if (descriptor !== undefined) return typeof descriptor.value === "function";
  }
  return false;
}

/** What was seen since it was last cleared, as tokens such as `add`, `add:EEXIST`, `sys.read:-errno`, `ReadyEvents.at`. */
export class Recorder {
  readonly seen = new Set<string>();
  /** Errors whose class is not the one that the spec declares. */
  readonly wrongClasses: string[] = [];
  readonly #watched = new WeakMap<object, object>();

  /** The same adapter under observation. */
  watch(adapter: CompleteAdapter): CompleteAdapter {
    const watched: CompleteAdapter = { ...adapter, module: this.#module(adapter.module) };
    const { instrument } = adapter;
    if (instrument === undefined) return watched;
    return { ...watched, instrument: (observer) => this.#module(instrument.call(adapter, observer)) };
  }

  #module(module: BackendModule): BackendModule {
    const sys: Members = {};
    for (const [name, call] of Object.entries(module.sys)) sys[name] = this.#call(`sys.${name}`, call, module, true);
    const functions: Members = {};
    for (const { name } of contract.functions) {
      const exported = (module as unknown as Members)[name];
      if (typeof exported === "function") functions[name] = this.#call(name, exported as Call, module);
    }
    const withKinds = this.#call("withKinds", module.withKinds as Call, module);
    return {
      ...module,
      ...functions,
      sys: Object.freeze(sys),
      OsPoller: this.#class("OsPoller", module.OsPoller, module, (poller) => this.#poller(poller as Poller, module)),
      EventObject: this.#class("EventObject", module.EventObject, module),
      withKinds: (kinds: Record<string, number>) => {
        const own = withKinds(kinds) as ReturnType<BackendModule["withKinds"]>;
        return {
          ...own,
          OsPoller: this.#class("OsPoller", own.OsPoller, module, (poller) => this.#poller(poller as Poller, module)),
          EventObject: this.#class("EventObject", own.EventObject, module),
        };
      },
    } as unknown as BackendModule;
  }

  #class<C extends new (...args: never[]) => object>(
    name: string,
    original: C,
    module: BackendModule,
    wrap: (instance: object) => object = (instance) => instance,
  ): C {
    return new Proxy(original, {
      construct: (target, args) =>
        wrap(this.#observe(name, () => Reflect.construct(target, args) as object, module) as object),
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        return key === "decode" ? this.#call(`${name}.decode`, value as Call, module) : value;
      },
    });
  }

  #poller(poller: Poller, module: BackendModule): object {
    return this.#object(poller, "", module, (value, member) => this.#given(value, member, poller, module));
  }

  /** An iterator of events, whose errors are those of the member that gave it. */
  #events(iterator: unknown, module: BackendModule): unknown {
    if (typeof iterator !== "object" || iterator === null || !("next" in iterator)) return iterator;
    const next = (): unknown =>
      this.#observe("ReadyEvents.[Symbol.iterator]", () => (iterator.next as Call).call(iterator), module);
    const original = iterator as IterableIterator<unknown>;
    const watched = {
      next,
      return: (): unknown => original.return?.(),
      [Symbol.iterator]: (): unknown => {
        original[Symbol.iterator]();
        return watched;
      },
    };
    return watched;
  }

  /** Observes what a poller's member returns: the poller, its batch, or an iterator of batches. */
  #given(value: unknown, member: string, poller: Poller, module: BackendModule): unknown {
    if (value === poller) return this.#poller(poller, module);
    if (Object.prototype.isPrototypeOf.call(module.ReadyEvents.prototype, value as object)) {
      return this.#object(value as object, "ReadyEvents.", module, (given) => this.#events(given, module));
    }
    if (isAsyncIterator(value)) return this.#batches(value, member, poller, module);
    return value;
  }

  /** The errors of each step are those of the member that gave the iterator. */
  #batches(original: Batches, member: string, poller: Poller, module: BackendModule): Batches {
    const batches: Batches = {
      next: async () => {
        const step = this.#observe(member, () => original.next(), module);
        const { done, value } = await (step as ReturnType<Batches["next"]>);
        return { done, value: this.#given(value, member, poller, module) } as IteratorResult<unknown, undefined>;
      },
      return: () => original.return!(),
      [Symbol.asyncIterator]: () => batches,
    };
    return batches;
  }

  /** The same proxy for the same object, to preserve identity. */
  #object(
    target: object,
    prefix: string,
    module: BackendModule,
    result = (value: unknown, _member: string): unknown => value,
  ): object {
    const known = this.#watched.get(target);
    if (known !== undefined) return known;
    const proxy = new Proxy(target, {
      get: (object, key) => {
        const name = nameOf(key);
        // Private fields want the object itself as `this`, never the proxy.
        const read = (): unknown => Reflect.get(object, key, object);
        const value = isMethod(object, key) ? read() : this.#observe(`${prefix}${name}`, read, module);
        if (typeof value !== "function") return value;
        return (...args: unknown[]) =>
          then(
            this.#observe(`${prefix}${name}`, () => (value as Call).apply(object, args), module),
            (given) => result(given, name),
          );
      },
    });
    this.#watched.set(target, proxy);
    return proxy;
  }

  #call(name: string, original: Call, module: BackendModule, negative = false): Call {
    return (...args) => this.#observe(name, () => original(...args), module, negative);
  }

  #observe(name: string, action: () => unknown, module: BackendModule, negative = false): unknown {
    try {
      const result = action();
      if (result instanceof Promise) return this.#settling(name, result, module);
      this.seen.add(negative && (result as number) < 0 ? `${name}:-errno` : name);
      return result;
    } catch (error) {
      this.#raised(name, error, module);
      throw error;
    }
  }

  /** A promise is seen when it settles; a rejection is an error of the member that returned it. */
  async #settling(name: string, promise: Promise<unknown>, module: BackendModule): Promise<unknown> {
    try {
      const result = await promise;
      this.seen.add(name);
      return result;
    } catch (error) {
      this.#raised(name, error, module);
      throw error;
    }
  }

  #raised(name: string, error: unknown, module: BackendModule): void {
    // The reason of a signal belongs to the caller and is no error of the member.
    const code = (error as { code?: unknown } | null)?.code;
    if (typeof code !== "string") {
      this.seen.add(name);
      return;
    }
    this.seen.add(`${name}:${code}`);
    this.#checkClass(name, code, error, module);
  }

  #checkClass(name: string, code: string, error: unknown, module: BackendModule): void {
    const declared = contract.errorClasses[code];
    const classes = { PollerError: module.PollerError, TypeError, RangeError };
    if (declared !== undefined && Object.prototype.isPrototypeOf.call(classes[declared].prototype, error as object))
      return;
    // A failure of the operating system that the trait does not list, such as EMFILE, is a PollerError all the same.
    if (declared === undefined && Object.prototype.isPrototypeOf.call(module.PollerError.prototype, error as object))
      return;
    if (code === "ERR_INVALID_ARG_VALUE" && error instanceof TypeError) return;
    this.wrongClasses.push(`${name} raised ${code} as ${(error as Error).constructor.name}`);
  }
}
