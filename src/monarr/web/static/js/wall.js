// Windowed loading: of 50,000 titles only those near the view are in the page, yet the scroll bar has its true length.
// Rows are fetched by offset as the block "rows" and kept; space above and below stands for the rest.
const KEEP = 1500;

class Window {
  constructor(list) {
    this.list = list;
    this.total = Number(list.dataset.total);
    this.chunk = Number(list.dataset.limit);
    this.address = list.dataset.window;
    this.rows = new Map();
    this.asked = new Map(); // chunks on their way
    this.turn = 0;
    this.above = this.space();
    this.below = this.space();
    list.before(this.above);
    list.after(this.below);
    const start = Number(list.dataset.offset);
    [...list.children].forEach((row, index) => this.rows.set(start + index, row));
    this.measure();
    const lines = Math.ceil(this.total / this.across);
    this.below.style.blockSize = `${Math.max(0, lines - Math.ceil((start + this.rows.size) / this.across)) * this.height}px`;
    this.above.style.blockSize = `${Math.floor(start / this.across) * this.height}px`;
    document.querySelectorAll(".more-pages").forEach((pages) => { pages.hidden = true; });
    this.draw = this.draw.bind(this);
    let waiting = false;
    const soon = () => { if (!waiting) { waiting = true; requestAnimationFrame(() => { waiting = false; this.draw(); }); } };
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", () => { this.measure(); soon(); });
    document.addEventListener("click", (event) => this.jump(event));
    if (start) scrollTo({ top: this.top(start) });
    this.draw();
  }

  space() {
    const table = this.list.tagName === "TBODY";
    const space = document.createElement(table ? "tbody" : "div");
    space.setAttribute("aria-hidden", "true");
    return space;
  }

  measure() {
    const rows = [...this.list.children];
    const first = rows[0]?.offsetTop ?? 0;
    this.across = Math.max(1, rows.filter((row) => row.offsetTop === first).length);
    const second = rows[this.across];
    this.height = second ? second.offsetTop - first : (rows[0]?.offsetHeight ?? 300);
  }

  origin() { return this.above.getBoundingClientRect().top + scrollY; }
  top(index) { return this.origin() + Math.floor(index / this.across) * this.height - 80; }

  async draw() {
    const turn = (this.turn += 1);
    const lines = Math.ceil(this.total / this.across);
    const seen = Math.max(0, Math.floor((scrollY - this.origin()) / this.height));
    const fit = Math.ceil(innerHeight / this.height);
    const from = Math.max(0, seen - fit - 1);
    const to = Math.min(lines, seen + 2 * fit + 2);
    const begin = from * this.across;
    const end = Math.min(this.total, to * this.across);
    await this.fetch(begin, end);
    if (turn !== this.turn) return; // the view has moved on while this waited: what came late must not cover it
    const wanted = [];
    for (let index = begin; index < end; index += 1) if (this.rows.has(index)) wanted.push(this.rows.get(index));
    if (this.list.contains(document.activeElement)) {
      const held = document.activeElement.closest("[data-index]");
      if (held && !wanted.includes(held)) return;
    }
    const same = wanted.length === this.list.children.length && wanted.every((row, at) => row === this.list.children[at]);
    if (!same) {
      const active = document.activeElement;
      this.list.replaceChildren(...wanted);
      if (active && this.list.contains(active)) active.focus({ preventScroll: true });
      this.list.dispatchEvent(new CustomEvent("monarr:rows", { bubbles: true }));
    }
    this.above.style.blockSize = `${from * this.height}px`;
    this.below.style.blockSize = `${Math.max(0, lines - to) * this.height}px`;
    this.mark(Math.max(0, Math.round((scrollY + 80 - this.origin()) / this.height)) * this.across);
  }

  async fetch(begin, end) {
    const waits = [];
    for (let at = Math.floor(begin / this.chunk) * this.chunk; at < end; at += this.chunk) {
      let whole = true;
      for (let index = Math.max(at, begin); index < Math.min(at + this.chunk, end); index += 1) whole &&= this.rows.has(index);
      if (!whole && !this.asked.has(at)) this.asked.set(at, this.load(at));
      if (!whole) waits.push(this.asked.get(at));
    }
    await Promise.all(waits);
    if (this.rows.size > KEEP) for (const index of [...this.rows.keys()]) if (index < begin - KEEP / 2 || index > end + KEEP / 2) this.rows.delete(index);
  }

  async load(at) {
    try {
      const answer = await fetch(`${this.address}&offset=${at}&limit=${this.chunk}`, { headers: { "HX-Request": "true", "HX-Target": "rows" } });
      if (!answer.ok) return;
      const holder = document.createElement("template");
      holder.innerHTML = (await answer.text()).trim();
      [...holder.content.children].forEach((row, index) => this.rows.set(at + index, row));
    } finally {
      this.asked.delete(at);
    }
  }

  jump(event) {
    const link = event.target.closest("[data-jump]");
    if (!link || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    scrollTo({ top: this.top(Number(link.dataset.jump)) });
  }

  mark(index) {
    let current = null;
    for (const link of document.querySelectorAll("[data-jump]")) {
      link.removeAttribute("aria-current");
      if (Number(link.dataset.jump) <= index) current = link;
    }
    current?.setAttribute("aria-current", "true");
  }
}

const list = document.querySelector("[data-window]");
if (list && Number(list.dataset.total) > list.children.length) new Window(list);
