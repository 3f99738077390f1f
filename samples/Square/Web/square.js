"use strict";

const element = id => document.getElementById(id);
let sound = null;
let rings = null;

// Browsers let a page be heard only after somebody has touched it.
element("sound").addEventListener("click", event => {
  sound ??= new AudioContext();
  event.target.hidden = true;
});

function ring() {
  if (!sound) return;
  const tone = sound.createOscillator();
  const loudness = sound.createGain();
  tone.frequency.value = 880;
  loudness.gain.setValueAtTime(.3, sound.currentTime);
  loudness.gain.exponentialRampToValueAtTime(.001, sound.currentTime + 1);
  tone.connect(loudness).connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 1);
}

function show(state) {
  const colour = `${state.red},${state.green},${state.blue}`;
  element("square").style.backgroundColor = `rgb(${colour})`;
  element("square").setAttribute("aria-label", `a square in the colour ${colour}`);
  element("colour").textContent = state.paintedBy === null ? "not painted yet" : `${colour} by ${state.paintedBy}`;
  element("players").textContent = state.players.length === 0 ? "nobody plays yet" : `playing: ${state.players.join(", ")}`;
  element("bell").hidden = !state.isRinging;
  document.body.classList.toggle("ringing", state.isRinging);
  if (rings !== null && state.rings > rings) ring();
  rings = state.rings;
}

const states = new EventSource("states");
states.onopen = () => { element("lost").hidden = true; };
states.onmessage = event => show(JSON.parse(event.data));
states.onerror = () => { element("lost").hidden = false; };
