# cpuunits: value must have a maximum value of 262144; cpuunits is left out
# hotplug: invalid format - value 'everything' does not look like a valid list of hotplug features; hotplug is left out
# keyboard: value 'klingon' does not have a value in the enumeration 'de, de-ch, da, en-gb, en-us, es, fi, fr, fr-be, fr-ca, fr-ch, hu, is, it, ja, lt, mk, nl, no, pl, pt, pt-br, sv, sl, tr'; keyboard is left out
# name: invalid format - value 'under_score' does not look like a valid DNS name; name is left out
# startup.order: type check ('integer') failed - got 'any'; startup is left out
# vlan0: is no known key; it is kept and has no effect
# the line 'this line is nothing' is no 'key: value'; it is kept and has no effect
/usr/bin/qemu-system-x86_64 \
  -name guest=vm100,debug-threads=on \
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
  -m 64 \
  -boot menu=on,strict=on,reboot-timeout=1000 \
  -vga none \
  -vnc unix:/run/quorate/qemu-server/100.vnc,password=on \
  -device pci-bridge,id=pci.1,chassis_nr=1,bus=pci.0,addr=0x1e \
  -device pci-bridge,id=pci.2,chassis_nr=2,bus=pci.0,addr=0x1f \
  -device VGA,id=vga,bus=pci.0,addr=0x2 \
  -device piix3-usb-uhci,id=uhci,bus=pci.0,addr=0x1.2 \
  -device usb-tablet,id=tablet,bus=uhci.0,port=1 \
  -device virtio-balloon-pci,id=balloon0,bus=pci.0,addr=0x3,free-page-reporting=on
