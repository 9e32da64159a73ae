import { expect, test } from 'vitest'
import { packageManager } from './platform.mjs'

test.each([
  ['PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n', 'apt'],
  ['ID=ubuntu\nID_LIKE=debian\n', 'apt'],
  ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', 'apt'],
  ['ID=fedora\n', 'dnf'],
  ['ID="rocky"\nID_LIKE="rhel centos fedora"\n', 'dnf'],
  ['ID=arch\n', 'pacman'],
  ['ID=manjaro\nID_LIKE=arch\n', 'pacman'],
  ['ID=alpine\n', undefined],
  ['VARIANT_ID=debian\n', undefined],
  ['', undefined],
])('%j is %s', (osRelease, expected) => expect(packageManager('linux', osRelease)).toBe(expected))

test('macOS is Homebrew', () => expect(packageManager('darwin', '')).toBe('brew'))
