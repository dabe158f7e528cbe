"""Opens a SPICE console as remote-viewer would, from the members of a .vv file on standard input (JSON), and tells what it saw."""
import json, sys, tempfile
import gi
gi.require_version('SpiceClientGLib', '2.0')
from gi.repository import GLib, GObject, SpiceClientGLib as Spice

vv = json.load(sys.stdin)
session = Spice.Session()
for name in ('proxy', 'host', 'password'):
    session.set_property(name, vv[name])
session.set_property('tls-port', str(vv['tls-port']))
# The property 'ca' cannot be set from Python: its bytes are taken for an address.
ca = tempfile.NamedTemporaryFile('w')
ca.write(vv['ca'].replace('\\n', '\n'))
ca.flush()
session.set_property('ca-file', ca.name)
session.set_property('cert-subject', vv['host-subject'])
session.set_property('verify', Spice.SessionVerify.SUBJECT)
seen = {'channels': {}, 'errors': []}
loop = GLib.MainLoop()
on = GObject.Object.connect


def on_event(_channel, event, name):
    if event == Spice.ChannelEvent.OPENED:
        seen['channels'][name] = 'opened'
    elif event not in (Spice.ChannelEvent.CLOSED, Spice.ChannelEvent.SWITCHING):
        seen['errors'].append([name, event.value_nick])
        loop.quit()


def on_new(_session, channel):
    name = Spice.Channel.type_to_string(channel.get_property('channel-type'))
    on(channel, 'channel-event', on_event, name)
    if name == 'display':
        on(channel, 'display-primary-create', lambda _c, _f, width, height, *_: seen.update(display=[width, height]))
    if name == 'main':
        on(channel, 'main-mouse-update', lambda c: seen.update(mouse=c.get_property('mouse-mode')))
    else:
        Spice.Channel.connect(channel)


on(session, 'channel-new', on_new)
Spice.Session.connect(session)
GLib.timeout_add(int(sys.argv[1]), loop.quit)
loop.run()
print(json.dumps(seen))
