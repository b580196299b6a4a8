/** Memory is only ever handed out: buffers that stay as long as the instance, and those that grow leave their old half behind. */
let next: usize = __heap_base;

/** Hands out `size` bytes at a multiple of 16; traps if there are no more. */
export function allocate(size: usize): usize {
  const at = (next + 15) & ~15;
  next = at + size;
  const pages = <i32>((next + 0xffff) >>> 16) - memory.size();
  if (pages > 0 && memory.grow(pages) < 0) unreachable();
  return at;
}

/** A buffer that grows by doubling. Its contents are lost when it does. */
// @ts-ignore: decorator
@unmanaged
export class Buffer {
  at: usize;
  size: usize;

  /** The buffer's address, once it has room for `size` bytes. */
  room(size: usize): usize {
    if (size > this.size) {
      let larger: usize = this.size < 1024 ? 1024 : this.size;
      while (larger < size) larger <<= 1;
      this.at = allocate(larger);
      this.size = larger;
    }
    return this.at;
  }
}

/** An empty buffer. */
export function newBuffer(): Buffer {
  const buffer = changetype<Buffer>(allocate(offsetof<Buffer>()));
  buffer.at = 0;
  buffer.size = 0;
  return buffer;
}
