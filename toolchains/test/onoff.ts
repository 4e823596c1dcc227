// pollio in the place of npm's epoll, for what depends on that: nothing is compiled, and onoff gets its interrupts.
import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { type Place, runner } from "./place.ts";

/** Makes a stand-in for GPIO 4 in a mount namespace of its own, runs a command in it, and takes the group away again. */
const STAND_IN = `set -e
group=$1/group; shift
mkdir -p "\${group%/*}"
mount -t cgroup2 none "\${group%/*}"
mkdir "$group"
mount -t tmpfs none /sys/class
mkdir -p /sys/class/gpio/gpio4
cd /sys/class/gpio/gpio4
touch ../export ../unexport
echo in > direction; echo none > edge; echo 0 > active_low
ln -s "$group/cgroup.events" value
cd "$OLDPWD"
status=0; "$@" "$group" || status=$?
rmdir "$group"
exit $status`;

export function onoffTests(place: Place): void {
  describe("in the place of npm's epoll", () => {
    beforeAll(() => place.projectWith("onoff", { onoff: "6.0.3" }, { epoll: "@pollio/epoll" }), 240_000);

    test("onoff is installed without a compiler, and without npm's epoll", () => {
      expect(existsSync(place.path("onoff/node_modules/epoll/binding.gyp"))).toBe(false);
      expect(existsSync(place.path("onoff/node_modules/nan"))).toBe(false);
    });

    test.runIf(process.getuid?.() === 0).each(["node20", "node26", "bun", "deno"] as const)(
      "onoff gets its interrupts under %s (needs root)",
      async (runtime) => {
        const command = [...(await runner(runtime)), "onoff.cjs"];
        const output = await place.run("onoff", [
          "unshare",
          "-m",
          "sh",
          "-c",
          STAND_IN,
          "sh",
          place.path("cgroups"),
          ...command,
        ]);
        expect(JSON.parse(output)).toEqual([0, 0]);
      },
    );
  });
}
