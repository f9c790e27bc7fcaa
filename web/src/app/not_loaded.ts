// A part of the app that did not come: there is no network, or a new version has no such file any
// more. Whatever the browser says of it (each in other words), it is this error afterwards.
export class NotLoaded extends Error {}

export const or_not_loaded =
  <Part,>(load: () => Promise<Part>) =>
  () =>
    load().catch((cause: unknown) => {
      throw new NotLoaded('a part of the app', { cause })
    })
