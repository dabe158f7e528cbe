# ide0: 'cyls' is no option of it; it is kept and has no effect
# ide0: 'heads' is no option of it; it is kept and has no effect
# ide0: 'secs' is no option of it; it is kept and has no effect
# ide0: 'trans' is no option of it; it is kept and has no effect
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
  -device virtio-balloon-pci,id=balloon0,bus=pci.0,addr=0x3,free-page-reporting=on \
  -object '{"qom-type":"throttle-group","id":"throttle-drive-ide0","limits":{}}' \
  -blockdev '{"driver":"file","filename":"/srv/local/100/vm-100-disk-1.raw","aio":"io_uring","cache":{"direct":true,"no-flush":false},"discard":"ignore","read-only":false,"node-name":"file-ide0"}' \
  -blockdev '{"driver":"raw","file":"file-ide0","cache":{"direct":true,"no-flush":false},"discard":"ignore","read-only":false,"detect-zeroes":"on","node-name":"fmt-ide0"}' \
  -blockdev '{"driver":"throttle","throttle-group":"throttle-drive-ide0","file":"fmt-ide0","read-only":false,"node-name":"drive-ide0"}' \
  -device ide-hd,id=ide0,bus=ide.0,unit=0,drive=drive-ide0,bootindex=100
