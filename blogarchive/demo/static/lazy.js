// Pictures marked "lazyload" get their address when they come near the window.
const watcher = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    target.srcset = target.dataset.srcset || "";
    target.src = target.dataset.src;
    watcher.unobserve(target);
  }
}, { rootMargin: "200px" });
document.querySelectorAll("img.lazyload").forEach((img) => watcher.observe(img));
