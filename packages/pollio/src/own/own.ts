/**
 * The first backend of a runtime. Its package is named where it is loaded, so that every tool sees it, and in a function, so that it is
 * loaded only where it is taken.
 */
export interface Own {
  readonly package: string;
  load(): unknown;
}
