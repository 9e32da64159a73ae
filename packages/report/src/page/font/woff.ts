import { deflateSync } from 'node:zlib'

/** Tables as a WOFF 1.0 file: each compressed on its own. */
export function packWoff(tables: ReadonlyMap<string, Buffer>): Buffer {
  const names = [...tables.keys()].sort()
  const directory = Buffer.alloc(44 + names.length * 20)
  const bodies: Buffer[] = []
  let offset = directory.length
  let total = 12 + names.length * 16
  for (const [index, name] of names.entries()) {
    const table = tables.get(name)!
    const packed = deflateSync(table, { level: 9 })
    const body = packed.length < table.length ? packed : table
    const entry = 44 + index * 20
    directory.write(name, entry, 'latin1')
    directory.writeUInt32BE(offset, entry + 4)
    directory.writeUInt32BE(body.length, entry + 8)
    directory.writeUInt32BE(table.length, entry + 12)
    directory.writeUInt32BE(checksum(table), entry + 16)
    const padding = Buffer.alloc(-body.length & 3)
    bodies.push(body, padding)
    offset += body.length + padding.length
    total += (table.length + 3) & ~3
  }
  directory.write('wOFF', 0, 'latin1')
  directory.writeUInt32BE(0x00010000, 4)
  directory.writeUInt32BE(offset, 8)
  directory.writeUInt16BE(names.length, 12)
  directory.writeUInt32BE(total, 16)
  directory.writeUInt16BE(1, 20)
  return Buffer.concat([directory, ...bodies])
}

/** Sum of a table's 32-bit words. */
function checksum(table: Buffer): number {
  const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)])
  let sum = 0
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0
  return sum
}
