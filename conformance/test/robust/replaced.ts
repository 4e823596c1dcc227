/** A text with something else in one place, to plant a fault there; throws unless the place is there, and is the only one. */
export function replaced(text: string, find: string, put: string, where: string): string {
  const places = text.split(find).length - 1;
  if (places !== 1) throw new Error(`${where} has ${JSON.stringify(find)} in ${places} places: plant another fault`);
  return text.replace(find, () => put);
}
