# A guest of one disk sector. Prints `READY`, then a growing counter (eight hex digits a line) on COM1 at every timer
# tick, writes the counter to sector 1 of its boot disk, and powers off when the ACPI power button is pressed.
# Build: as --32 -o b.o boot-sector.S && ld -m elf_i386 -Ttext 0x7c00 --oformat binary -o b.bin b.o && base64 -w0 b.bin
.code16
.globl _start
_start:
  cli
  xorw %bp, %bp
  movw %bp, %ds
  movw %bp, %es
  movw %bp, %ss
  movw $0x7c00, %sp
  movb %dl, boot_drive
  sti
  cld
  movw $buffer, %di
  movw $256, %cx
  xorw %ax, %ax
  rep stosw
  movw $0x602, %dx            # PM1 enable: power button
  movw $0x100, %ax
  outw %ax, %dx
  movw $ready, %si
  call print
tick:
  incl buffer
  movl buffer, %ebx
  movw $8, %cx
digit:
  roll $4, %ebx
  movb %bl, %al
  andb $15, %al
  cmpb $10, %al
  sbbb $0x69, %al             # the classic nibble to hex digit
  das
  call send
  loop digit
  movw $newline, %si
  call print
  movw $packet, %si
  movb boot_drive, %dl
  movw $0x4300, %ax           # extended write
  int $0x13
  jnc written
  movw $failed, %si
  call print
written:
  hlt
  movw $0x600, %dx            # PM1 status
  inw %dx, %ax
  testb $1, %ah
  jz tick
  movw $off, %si
  call print
  movw $0x604, %dx            # PM1 control: soft off
  movw $0x2000, %ax
  outw %ax, %dx
  jmp tick
print:
  lodsb
  testb %al, %al
  jz done
  call send
  jmp print
done:
  ret
send:
  pushw %dx
  pushw %ax
  movw $0x3fd, %dx
full:
  inb %dx, %al
  testb $0x20, %al
  jz full
  popw %ax
  movw $0x3f8, %dx
  outb %al, %dx
  popw %dx
  ret
ready: .asciz "READY\r\n"
newline: .asciz "\r\n"
off: .asciz "POWEROFF\r\n"
failed: .asciz "DISKERR\r\n"
boot_drive: .byte 0
.balign 4
packet:
  .byte 16, 0
  .word 1
  .word buffer, 0
  .quad 1
.set buffer, 0x8000
.org 510
.word 0xaa55
