import { expect, test } from "vitest";
import { EchoCheck } from "../start/echo-check.ts";

function checkOf(...messages: string[]) {
  const whole: number[] = [];
  const check = new EchoCheck((bytes) => whole.push(bytes));
  for (const message of messages) check.expect(Buffer.from(message));
  return { check, whole };
}

test("messages may arrive in pieces of any size", () => {
  const { check, whole } = checkOf("abc", "d", "efgh");
  for (const piece of ["ab", "cde", "f", "gh"]) expect(check.take(Buffer.from(piece))).toBeUndefined();
  expect(whole).toEqual([3, 1, 4]);
  expect(check.complete).toBe(true);
});

test("a wrong byte is reported with its position", () => {
  const { check } = checkOf("abc", "def");
  expect(check.take(Buffer.from("abcd"))).toBeUndefined();
  expect(check.take(Buffer.from("eX"))).toBe("the echo differs at byte 5 (message 2 of 2, byte 2): sent 102, got 88");
});

test("more bytes than were sent are an error", () => {
  const { check } = checkOf("ab");
  expect(check.take(Buffer.from("abc"))).toContain("1 bytes more than were sent");
});

test("an echo is incomplete until all of it has come back", () => {
  const { check } = checkOf("ab");
  check.take(Buffer.from("a"));
  expect(check.complete).toBe(false);
});
