// The theme starts its search and fetches the index on every page, although hardly anybody searches: both wait here
// until the search is opened. From a disk no worker starts at all: there a hidden frame stands in for it.
(() => {
	const opened = new Promise((open) => {
		addEventListener("change", ({ target }) => target.id === "__search" && open());
	});

	const { open, send } = XMLHttpRequest.prototype;
	XMLHttpRequest.prototype.open = function (method, address, ...rest) {
		this.waits = /search_index\.json$/.test(address);
		open.call(this, method, address, ...rest);
	};
	XMLHttpRequest.prototype.send = async function (body) {
		if (this.waits) await opened;
		send.call(this, body);
	};

	const RealWorker = window.Worker;

	class Frame extends EventTarget {
		constructor(address) {
			super();
			const frame = document.createElement("iframe");
			frame.hidden = true;
			document.body.append(frame);
			this.inside = frame.contentWindow;
			this.inside.postMessage = (data) => this.dispatchEvent(new MessageEvent("message", { data }));
			this.inside.importScripts = async (...addresses) => {
				for (const one of addresses) await this.load(one);
			};
			this.ready = this.load(address);
		}

		load(address) {
			const script = this.inside.document.createElement("script");
			script.src = address;
			this.inside.document.body.append(script);
			return new Promise((done) => (script.onload = done));
		}

		async postMessage(data) {
			await this.ready;
			this.inside.dispatchEvent(new MessageEvent("message", { data: structuredClone(data) }));
		}
	}

	window.Worker = class extends EventTarget {
		constructor(address) {
			super();
			this.address = address;
			this.addEventListener("message", (event) => this.onmessage?.(event)); // the theme's successor sets it
		}

		terminate() {
			this.worker?.terminate?.();
			this.worker = undefined;
		}

		start() {
			const worker = new (location.protocol === "file:" ? Frame : RealWorker)(this.address);
			worker.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })));
			return worker;
		}

		postMessage(data) {
			this.worker ??= this.start();
			this.worker.postMessage(data);
		}
	};
})();
// The theme gives its search no name.
guide.behaviour(() => guide.all(".md-search").forEach((search) => (search.ariaLabel = guide.text("search"))));
