// From a disk no worker starts: for search a hidden frame stands in.
if (location.protocol === "file:") {
	window.Worker = class extends EventTarget {
		constructor(address) {
			super();
			const frame = document.createElement("iframe");
			frame.hidden = true;
			document.body.append(frame);
			this.inside = frame.contentWindow;
			this.inside.postMessage = (data) => this.onmessage?.({ data }) ?? this.dispatchEvent(new MessageEvent("message", { data }));
			this.inside.importScripts = async (...all) => {
				for (const one of all) await this.load(one);
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
	};
}
