import { WriteStream } from 'node:tty'
import { wantsColor } from './style.ts'

/** What pictures are drawn with: characters of different density, the greys of 256 colours, or exact greys. */
export type PictureColours = 'none' | '256' | '24-bit'

/** What a stream's terminal can show, by TERM, COLORTERM and FORCE_COLOR; `none` where colours are not wanted. */
export function pictureColours(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>> = process.env,
): PictureColours {
  if (!wantsColor(stream, env)) return 'none'
  const bits = WriteStream.prototype.getColorDepth.call(stream as WriteStream, { ...env })
  return bits >= 24 ? '24-bit' : bits >= 8 ? '256' : 'none'
}
