import react from '@vitejs/plugin-react'
import { defineConfig, type ProxyOptions } from 'vite'

/** Where `npm run dev` sends API calls: a real server, or the mock on its own port. */
const backend = process.env.PENSTOCK_URL ?? 'http://127.0.0.1:8888'

// The server refuses writes from other origins; behind this proxy they come from its own.
const toBackend: ProxyOptions = {
  target: backend,
  changeOrigin: true,
  configure: (proxy) => {
    proxy.on('proxyReq', (request) => {
      if (request.getHeader('origin') !== undefined) request.setHeader('origin', new URL(backend).origin)
    })
  },
}

export default defineConfig({
  // Relative asset URLs: the same bundle works at / and behind any path prefix.
  base: './',
  plugins: [react()],
  build: {
    outDir: 'dist',
    target: 'es2022',
    sourcemap: false,
    // The server forbids inline scripts and foreign origins, so nothing may be inlined as data URLs.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 400,
  },
  server: {
    proxy: { '/apis': toBackend },
  },
  preview: {
    proxy: { '/apis': toBackend },
  },
})
