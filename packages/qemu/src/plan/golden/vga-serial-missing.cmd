# vga: there is no screen, so clipboard=vnc does nothing
# vga: serial2 is the screen, but the key serial2 is not set
/usr/bin/qemu-system-x86_64 \
  -name guest=screen,debug-threads=on \
  -no-shutdown \
  -daemonize \
  -pidfile /run/quorate/qemu-server/100.pid \
  -nodefaults \
  -chardev socket,id=qmp,path=/run/quorate/qemu-server/100.qmp,server=on,wait=off \
  -mon chardev=qmp,mode=control \
  -chardev socket,id=qmp-event,path=/run/quorate/qemu-server/100.event,server=on,wait=off \
  -mon chardev=qmp-event,mode=control \
  -chardev socket,id=qmp-meter,path=/run/quorate/qemu-server/100.meter,server=on,wait=off \
  -mon chardev=qmp-meter,mode=control \
  -machine type=pc-i440fx-7.2 \
  -accel kvm \
  -smp 1,sockets=1,cores=1,maxcpus=1 \
  -cpu kvm64,enforce,+lahf_lm,+sep,+kvm_pv_eoi,+kvm_pv_unhalt \
  -m 512 \
  -boot menu=on,strict=on,reboot-timeout=1000 \
  -display none \
  -vga none \
  -device pci-bridge,id=pci.1,chassis_nr=1,bus=pci.0,addr=0x1e \
  -device pci-bridge,id=pci.2,chassis_nr=2,bus=pci.0,addr=0x1f \
  -device piix3-usb-uhci,id=uhci,bus=pci.0,addr=0x1.2 \
  -device usb-tablet,id=tablet,bus=uhci.0,port=1 \
  -device virtio-balloon-pci,id=balloon0,bus=pci.0,addr=0x3,free-page-reporting=on
