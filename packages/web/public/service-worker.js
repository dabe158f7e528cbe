// Shows a notice when a page is opened and the server cannot be reached. Keeps nothing else: what is shown is never old.
const cacheName = 'quorate-offline-1'
const kept = ['/offline.html', '/offline.css']

addEventListener('install', event => {
  event.waitUntil(caches.open(cacheName).then(cache => cache.addAll(kept)))
  self.skipWaiting()
})

addEventListener('activate', event => {
  event.waitUntil(
    caches
      .keys()
      .then(names => Promise.all(names.filter(name => name !== cacheName).map(name => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

addEventListener('fetch', event => {
  const { request } = event
  const path = new URL(request.url).pathname
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => caches.match('/offline.html')))
  else if (kept.includes(path)) event.respondWith(fetch(request).catch(() => caches.match(path)))
})
