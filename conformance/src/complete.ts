// Adapters whose module lacks what makes descriptors: it comes from another module then.

import {
  type Adapter,
  type BackendModule,
  type DescriptorMember,
  SYSTEM_MEMBERS,
  type SystemMember,
} from "./adapter.ts";

const DESCRIPTOR_MEMBERS: readonly DescriptorMember[] = ["ready", "readable", "writable", "watch", "release"];

/**
 * An adapter as the cases see it: with every member of a backend, wherever it comes from. What waits for single descriptors is there
 * only for cases about it.
 */
export interface CompleteAdapter extends Adapter {
  readonly module: BackendModule;
  instrument?(observer: (address: number, capacity: number) => void): BackendModule;
}

/** What the adapter's own module does not export of what waits for single descriptors. */
export function lackingDescriptorMembers({ module }: Adapter): readonly DescriptorMember[] {
  return DESCRIPTOR_MEMBERS.filter((name) => module[name] === undefined);
}

/** What the adapter's own module does not export of syscalls and sockets. */
export function lackingMembers({ module }: Adapter): readonly SystemMember[] {
  return SYSTEM_MEMBERS.filter((name) => module[name] === undefined);
}

/** Fills in from `fixtures` what the module lacks; throws when it is in neither. */
export function complete(adapter: Adapter): CompleteAdapter {
  const { fixtures } = adapter;
  const lacking = lackingMembers(adapter);
  if (lacking.length === 0) return adapter as CompleteAdapter;
  const nowhere = lacking.filter((name) => fixtures?.[name] === undefined);
  if (nowhere.length > 0) {
    throw new Error(
      `the module of the adapter "${adapter.name}" does not export ${nowhere.join(", ")}: ` +
        "name in `fixtures` a module that does, such as @pollio/koffi",
    );
  }
  const filled = (module: Adapter["module"]): BackendModule => {
    const others = Object.fromEntries(lacking.map((name) => [name, fixtures![name]]));
    return { ...module, ...others } as BackendModule;
  };
  const { instrument, ...rest } = adapter;
  return {
    ...rest,
    module: filled(adapter.module),
    ...(instrument && { instrument: (observer) => filled(instrument.call(adapter, observer)) }),
  };
}
