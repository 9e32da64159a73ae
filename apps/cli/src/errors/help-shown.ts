/** Help or the version was printed, which is a normal end: how commander says so without ending the process. */
export class HelpShown extends Error {
  override readonly name = 'HelpShown'
}
