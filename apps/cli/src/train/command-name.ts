/** How the person calls this program, for commands to try next: through a script of the workspace or by its name. */
export function commandName(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return env.npm_lifecycle_event === undefined ? 'blasnet' : 'pnpm blasnet'
}
