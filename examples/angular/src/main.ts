// <customer-context> in Angular: `[context]` sets a property, `(cc-load)` listens, children go into slots. Angular's
// bundler does not move a package's files, so they are assets of the application and the element is told where.

import { Component, CUSTOM_ELEMENTS_SCHEMA, type ElementRef, provideZonelessChangeDetection, signal, viewChild } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { CustomerContextElement } from "customer-context";

import { customers } from "../../shared/customers.js";

CustomerContextElement.configure({ baseUrl: "customer-context/" });
CustomerContextElement.define();

@Component({
  selector: "demo-app",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <h1>Angular</h1>
    <button (click)="next()">Next customer</button>
    <button (click)="shown.set(!shown())">Show or hide</button>
    <button (click)="swap()">Swap the list</button>
    <button (click)="collapse()">Collapse</button>
    <p>
      On screen: <output data-testid="loaded">{{ loaded() }}</output>, opened
      <output data-testid="opened">{{ opened() }}</output> times
    </p>
    <div class="panels" data-testid="single">
      @if (shown()) {
        <customer-context #panel [context]="customers[current()]" sections="ledger timeline" (cc-load)="onLoad($event)">
          <button slot="actions" (click)="opened.set(opened() + 1)">Open in CRM</button>
        </customer-context>
      }
    </div>
    <div class="panels" data-testid="list">
      @for (customer of order(); track customer.customerId) {
        <customer-context [context]="customer" sections="ledger" density="compact"></customer-context>
      }
    </div>
  `,
})
class DemoApp {
  readonly customers = customers;
  readonly current = signal(0);
  readonly shown = signal(true);
  readonly order = signal([...customers]);
  readonly loaded = signal("nobody");
  readonly opened = signal(0);
  readonly panel = viewChild<ElementRef<CustomerContextElement>>("panel");

  next() {
    this.current.set((this.current() + 1) % customers.length);
  }

  swap() {
    this.order.set([...this.order()].reverse());
  }

  collapse() {
    this.panel()?.nativeElement.collapse("ledger");
  }

  onLoad(event: Event) {
    this.loaded.set((event as CustomEvent<{ customerId: string }>).detail.customerId);
  }
}

bootstrapApplication(DemoApp, { providers: [provideZonelessChangeDetection()] });
